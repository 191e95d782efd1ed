namespace CtVlm.MLNet.Torch;

/// <summary>What happens to one side of a picture: resized from one length to another, then cut or given margins.</summary>
/// <param name="Input">Length of the picture, pixels.</param>
/// <param name="Resized">Length after the resize, before the cut.</param>
/// <param name="Offset">The first pixel kept of the resized ones.</param>
/// <param name="Count">How many are kept.</param>
/// <param name="Before">How many black pixels come before those kept.</param>
/// <param name="After">How many black pixels come after them.</param>
internal readonly record struct ResizeAxis(int Input, int Resized, int Offset, int Count, int Before = 0, int After = 0)
{
    /// <summary>Whether the resize leaves every value as it is, so that only the cut remains.</summary>
    public bool IsIdentity => Input == Resized;

    /// <summary>Whether there are margins.</summary>
    public bool HasMargins => Before > 0 || After > 0;
}
