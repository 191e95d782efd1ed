namespace CtVlm.MLNet.Torch;

/// <summary>What a checkpoint says of one of its tensors, whatever the file format.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">Length of each dimension, outermost first; empty for a scalar.</param>
internal sealed record TensorEntry(string Name, SafetensorsType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Number of elements.</summary>
    public long ElementCount => Shape.Contains(0) ? 0 : Shape.Aggregate(1L, (product, length) => checked(product * length));

    /// <summary>Number of bytes of its elements.</summary>
    public long ByteCount => checked(ElementCount * Type.GetSize());

    /// <summary>The shape in brackets, for messages.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
