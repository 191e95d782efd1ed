namespace CtVlm.MLNet.Torch;

/// <summary>Which of a tower's own parameters train, besides adapters.</summary>
public sealed record TowerTraining
{
    private TowerTraining(TowerPart part, int blocks = 0)
    {
        Part = part;
        Blocks = blocks;
    }

    /// <summary>No parameter trains.</summary>
    public static TowerTraining Frozen { get; } = new(TowerPart.Frozen);

    /// <summary>The projection into the shared space trains.</summary>
    public static TowerTraining Projection { get; } = new(TowerPart.Projection);

    /// <summary>Every parameter trains.</summary>
    public static TowerTraining All { get; } = new(TowerPart.All);

    /// <summary>Which part trains.</summary>
    public TowerPart Part { get; }

    /// <summary>Number of last blocks that train, where <see cref="Part"/> is <see cref="TowerPart.LastBlocks"/>; else 0.</summary>
    public int Blocks { get; }

    /// <summary>The last blocks and all that follows them train: the final norm and the projection.</summary>
    /// <param name="blocks">Number of blocks, 1 or more.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public static TowerTraining LastBlocks(int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        return new TowerTraining(TowerPart.LastBlocks, blocks);
    }
}
