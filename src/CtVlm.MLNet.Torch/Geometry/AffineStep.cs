using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Subtracts a mean, multiplies by a matrix, adds an offset; each only where there is one.</summary>
/// <param name="mean">D values, or null.</param>
/// <param name="matrix">(K, D) row by row, or null.</param>
/// <param name="offset">K values, or null.</param>
internal sealed class AffineStep(float[]? mean, float[]? matrix = null, float[]? offset = null) : ProjectionStep
{
    /// <summary>What is subtracted.</summary>
    public float[]? Mean => mean;

    /// <summary>The matrix.</summary>
    public float[]? Matrix => matrix;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static AffineStep Read(BinaryReader reader, ProjectionLimits limits) => new(limits.ReadSingles(reader), limits.ReadSingles(reader), limits.ReadSingles(reader));

    public override int GetOutputWidth(int width)
    {
        int output = matrix is null ? width : matrix.Length / width;
        bool isWhole = output > 0 && (matrix is null || matrix.Length % width == 0);
        return isWhole && (mean is null || mean.Length == width) && (offset is null || offset.Length == output)
            ? output
            : throw new InvalidDataException(
                $"The projection's mean of {mean?.Length ?? 0}, matrix of {matrix?.Length ?? 0} and offset of {offset?.Length ?? 0} values do not fit vectors of {width} values.");
    }

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        if (matrix is null)
        {
            Centre(vector, destination);
        }
        else
        {
            float[] centred = new float[vector.Length];
            Centre(vector, centred);
            for (int k = 0; k < destination.Length; k++)
            {
                destination[k] = TensorPrimitives.Dot(centred, matrix.AsSpan(k * centred.Length, centred.Length));
            }
        }

        if (offset is not null)
        {
            TensorPrimitives.Add(destination, offset, destination);
        }
    }

    public override void Write(BinaryWriter writer)
    {
        ProjectionLimits.Write(writer, mean);
        ProjectionLimits.Write(writer, matrix);
        ProjectionLimits.Write(writer, offset);
    }

    private void Centre(ReadOnlySpan<float> vector, Span<float> destination)
    {
        if (mean is null)
        {
            vector.CopyTo(destination);
        }
        else
        {
            TensorPrimitives.Subtract(vector, mean, destination);
        }
    }
}
