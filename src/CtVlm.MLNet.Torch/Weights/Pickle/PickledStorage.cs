namespace CtVlm.MLNet.Torch;

/// <summary>A storage that a pickle names; its elements are elsewhere in the file.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">The element type.</param>
/// <param name="Count">Number of elements, 0 or more.</param>
internal sealed record PickledStorage(string Key, SafetensorsType Type, long Count)
{
    /// <summary>Number of bytes; more than any file has where it would overflow.</summary>
    public Int128 ByteCount => (Int128)Count * Type.GetSize();
}
