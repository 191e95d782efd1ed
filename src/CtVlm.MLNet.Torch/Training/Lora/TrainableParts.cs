namespace CtVlm.MLNet.Torch;

/// <summary>What of an encoder trains; all else is frozen.</summary>
public sealed record TrainableParts
{
    /// <summary>The adapters.</summary>
    /// <value>Null: none.</value>
    public LoraOptions? Lora { get; init; }

    /// <summary>Whether the adapters that the encoder carries train on, whatever their form.</summary>
    /// <value>False: without <see cref="Lora"/> they count as frozen weights, with it they must have the form that it names.</value>
    public bool ContinuesAdapters { get; init; }

    /// <summary>The vision tower's own parameters.</summary>
    /// <value>Frozen.</value>
    public TowerTraining Vision { get; init; } = TowerTraining.Frozen;

    /// <summary>The text tower's own parameters.</summary>
    /// <value>Frozen.</value>
    public TowerTraining Text { get; init; } = TowerTraining.Frozen;

    /// <summary>Whether the scale of similarities, and the bias of models that have one, trains.</summary>
    /// <value>True.</value>
    public bool HasTrainedScale { get; init; } = true;

    /// <summary>Adapters alone.</summary>
    /// <param name="lora">Which; see <see cref="LoraOptions.Parse"/> for presets such as v8b12_t8b6.</param>
    /// <returns>The parts.</returns>
    public static TrainableParts Adapters(LoraOptions lora)
    {
        ArgumentNullException.ThrowIfNull(lora);
        return new TrainableParts { Lora = lora };
    }

    /// <summary>The adapters that the encoder carries, see <see cref="VlmEncoder.WithAdapter"/>.</summary>
    /// <returns>The parts.</returns>
    public static TrainableParts CarriedAdapters() => new() { ContinuesAdapters = true };

    /// <summary>Every parameter of both towers.</summary>
    /// <returns>The parts.</returns>
    public static TrainableParts Everything() => new() { Vision = TowerTraining.All, Text = TowerTraining.All };

    /// <summary>The last blocks of each tower and all that follows them.</summary>
    /// <param name="visionBlocks">Number of the vision tower's last blocks, 1 or more.</param>
    /// <param name="textBlocks">Number of the text tower's last blocks, 1 or more.</param>
    /// <returns>The parts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public static TrainableParts LastBlocks(int visionBlocks, int textBlocks) =>
        new() { Vision = TowerTraining.LastBlocks(visionBlocks), Text = TowerTraining.LastBlocks(textBlocks) };

    /// <summary>The projections into the shared space alone.</summary>
    /// <returns>The parts.</returns>
    public static TrainableParts Projections() => new() { Vision = TowerTraining.Projection, Text = TowerTraining.Projection };

    /// <summary>No part of the towers: for poolers and heads on top of a frozen encoder.</summary>
    /// <returns>The parts.</returns>
    public static TrainableParts None() => new() { HasTrainedScale = false };

    /// <summary>The same with the text tower frozen.</summary>
    /// <returns>The parts.</returns>
    public TrainableParts WithFrozenText() => this with { Text = TowerTraining.Frozen, Lora = Lora is { Vision: not null } ? Lora with { Text = null } : null };

    /// <summary>Checks the parts, and reports all that is wrong in one message.</summary>
    /// <exception cref="ArgumentException">The options of the adapters are invalid, or a tower has adapters on maps that train themselves.</exception>
    internal void Validate(string? parameterName)
    {
        List<string> faults = Lora?.FindFaults() ?? [];
        foreach ((string name, TowerTraining tower, LoraTower? lora) in new[] { (nameof(Vision), Vision, Lora?.Vision), (nameof(Text), Text, Lora?.Text) })
        {
            if (lora is not null && tower.Part is TowerPart.LastBlocks or TowerPart.All)
            {
                faults.Add($"{name}: adapters or the blocks themselves train, not both; {nameof(TowerPart.Frozen)} or {nameof(TowerPart.Projection)} expected beside adapters, got {tower.Part}");
            }
        }

        if (ContinuesAdapters && Lora is not null)
        {
            faults.Add($"{nameof(ContinuesAdapters)} or {nameof(Lora)} expected, not both");
        }

        RenderThrow.IfAny("Trainable parts are invalid", faults, parameterName);
    }
}
