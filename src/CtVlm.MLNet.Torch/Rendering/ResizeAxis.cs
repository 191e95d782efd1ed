namespace CtVlm.MLNet.Torch;

/// <summary>What happens to one side of a picture: resized from one length to another, then cut.</summary>
/// <param name="Input">Length of the picture, pixels.</param>
/// <param name="Resized">Length after the resize, before the cut.</param>
/// <param name="Offset">The first pixel kept of the resized ones.</param>
/// <param name="Count">How many are kept.</param>
internal readonly record struct ResizeAxis(int Input, int Resized, int Offset, int Count)
{
    /// <summary>Whether the resize leaves every value as it is, so that only the cut remains.</summary>
    public bool IsIdentity => Input == Resized;
}
