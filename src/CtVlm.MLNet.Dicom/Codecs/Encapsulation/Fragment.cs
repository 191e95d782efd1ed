namespace CtVlm.MLNet.Dicom;

/// <summary>One item of encapsulated Pixel Data.</summary>
/// <param name="Position">Where its value starts; its tag and length stand in the eight bytes before.</param>
/// <param name="Length">Length of the value, bytes.</param>
internal readonly record struct Fragment(long Position, uint Length)
{
    /// <summary>Tag and length of an item.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Where the next item starts.</summary>
    public long End => Position + Length;
}
