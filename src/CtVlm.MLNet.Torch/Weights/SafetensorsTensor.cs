namespace CtVlm.MLNet.Torch;

/// <summary>A tensor that shall be written: its name, element type and shape.</summary>
/// <param name="Name">The name; unique in its file.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">Length of each dimension, outermost first, none below 0; empty for a scalar.</param>
public sealed record SafetensorsTensor(string Name, SafetensorsType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Number of bytes of its data.</summary>
    /// <exception cref="OverflowException">More than 2^63 - 1.</exception>
    public long ByteCount => Shape.Aggregate((long)Type.GetSize(), (product, dimension) => checked(product * dimension));
}
