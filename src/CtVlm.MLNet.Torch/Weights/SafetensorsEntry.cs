namespace CtVlm.MLNet.Torch;

/// <summary>One tensor of a safetensors file: where it is and what it looks like.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">Length of each dimension, outermost first; empty for a scalar.</param>
/// <param name="Offset">Offset of its first byte in the file.</param>
/// <param name="ByteCount">Number of its bytes.</param>
public sealed record SafetensorsEntry(string Name, SafetensorsType Type, IReadOnlyList<long> Shape, long Offset, long ByteCount)
{
    /// <summary>Number of elements.</summary>
    public long ElementCount => ByteCount / Type.GetSize();

    /// <summary>The shape as text, such as [768, 3, 16, 16].</summary>
    internal string ShapeText => $"[{string.Join(", ", Shape)}]";
}
