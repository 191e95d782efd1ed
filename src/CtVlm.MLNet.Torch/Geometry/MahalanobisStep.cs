using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Squared distances of a whitened vector from centres.</summary>
/// <param name="centres">(C, D) row by row, whitened like the vector.</param>
internal sealed class MahalanobisStep(float[] centres) : ProjectionStep
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static MahalanobisStep Read(BinaryReader reader, ProjectionLimits limits) => new(limits.ReadSingles(reader) ?? []);

    public override int GetOutputWidth(int width) => centres.Length > 0 && centres.Length % width == 0
        ? centres.Length / width
        : throw new InvalidDataException($"The projection's {centres.Length} values of centres do not fit vectors of {width} values.");

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        for (int c = 0; c < destination.Length; c++)
        {
            float distance = TensorPrimitives.Distance(vector, centres.AsSpan(c * vector.Length, vector.Length));
            destination[c] = distance * distance;
        }
    }

    public override void Write(BinaryWriter writer) => ProjectionLimits.Write(writer, centres);
}
