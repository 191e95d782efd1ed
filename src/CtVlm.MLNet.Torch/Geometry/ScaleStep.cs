using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Divides each column by its scale.</summary>
/// <param name="scale">D values above 0.</param>
internal sealed class ScaleStep(float[] scale) : ProjectionStep
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ScaleStep Read(BinaryReader reader, ProjectionLimits limits) => new(limits.ReadSingles(reader) ?? []);

    public override int GetOutputWidth(int width) => scale.Length == width
        ? width
        : throw new InvalidDataException($"The projection's {scale.Length} scales do not fit vectors of {width} values.");

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination) => TensorPrimitives.Divide(vector, scale, destination);

    public override void Write(BinaryWriter writer) => ProjectionLimits.Write(writer, scale);
}
