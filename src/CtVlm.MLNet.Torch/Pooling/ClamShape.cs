namespace CtVlm.MLNet.Torch;

/// <summary>What tells one CLAM from another.</summary>
/// <param name="Branches">1: one branch (SB); the number of classes: a branch each (MB).</param>
/// <param name="Width">Width E of h.</param>
/// <param name="HiddenWidth">Width of the gated attention.</param>
/// <param name="Count">How many most and least attended slices the instance loss takes.</param>
/// <param name="Instances">Which slices the instance loss speaks of.</param>
internal sealed record ClamShape(int Branches, int Width, int HiddenWidth, int Count, ClamInstances Instances)
{
    /// <summary>The shape of arguments.</summary>
    public static ClamShape Of(PoolingArguments arguments) => new(
        arguments.Count("branches", 1), arguments.Count("width", 256), arguments.Count("hidden", 128), arguments.Count("k", 8), arguments.Choice("instances", ClamInstances.OfEveryClass));

    /// <summary>Every number lies within its bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One does not.</exception>
    public void Validate()
    {
        PoolingBounds.Require(Branches, 1, PoolingBounds.MaxParts, "branches");
        PoolingBounds.Require(Width, 1, PoolingBounds.MaxWidth, "width");
        PoolingBounds.Require(HiddenWidth, 1, PoolingBounds.MaxWidth, "hiddenWidth");
        PoolingBounds.Require(Count, 1, PoolingBounds.MaxSlices, "k");
        PoolingBounds.RequireKnown(Instances, "instances");
    }

    /// <summary>The arguments as text.</summary>
    public PoolingArguments ToArguments() => new(
        ("branches", PoolingArguments.Text(Branches)),
        ("width", PoolingArguments.Text(Width)),
        ("hidden", PoolingArguments.Text(HiddenWidth)),
        ("k", PoolingArguments.Text(Count)),
        ("instances", PoolingArguments.Text(Instances)));
}
