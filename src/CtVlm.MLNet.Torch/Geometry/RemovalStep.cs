using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Removes orthonormal directions: c - U'U c.</summary>
/// <param name="directions">U, (K, D) row by row.</param>
/// <remarks>As K directions and not as a matrix (D, D), for D may be tens of thousands.</remarks>
internal sealed class RemovalStep(float[] directions) : ProjectionStep
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RemovalStep Read(BinaryReader reader, ProjectionLimits limits) => new(limits.ReadSingles(reader) ?? []);

    public override int GetOutputWidth(int width) => directions.Length % width == 0
        ? width
        : throw new InvalidDataException($"The projection's {directions.Length} values of directions do not fit vectors of {width} values.");

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        vector.CopyTo(destination);
        for (int start = 0; start < directions.Length; start += vector.Length)
        {
            ReadOnlySpan<float> direction = directions.AsSpan(start, vector.Length);
            TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot(vector, direction), destination, destination);
        }
    }

    public override void Write(BinaryWriter writer) => ProjectionLimits.Write(writer, directions);
}
