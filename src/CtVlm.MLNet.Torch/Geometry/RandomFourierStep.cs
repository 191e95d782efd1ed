using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>sqrt(2/K) cos(W x + b).</summary>
/// <param name="frequencies">W, (K, D) row by row.</param>
/// <param name="phases">b, K values.</param>
internal sealed class RandomFourierStep(float[] frequencies, float[] phases) : ProjectionStep
{
    /// <summary>W, (K, D) row by row.</summary>
    public float[] Frequencies => frequencies;

    /// <summary>b, K values.</summary>
    public float[] Phases => phases;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RandomFourierStep Read(BinaryReader reader, ProjectionLimits limits) => new(limits.ReadSingles(reader) ?? [], limits.ReadSingles(reader) ?? []);

    public override int GetOutputWidth(int width) => frequencies.Length == (long)phases.Length * width && phases.Length > 0
        ? phases.Length
        : throw new InvalidDataException($"The projection's {frequencies.Length} frequencies and {phases.Length} phases do not fit vectors of {width} values.");

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        double scale = Math.Sqrt(2.0 / phases.Length);
        for (int k = 0; k < destination.Length; k++)
        {
            double angle = TensorPrimitives.Dot(vector, frequencies.AsSpan(k * vector.Length, vector.Length)) + (double)phases[k];
            destination[k] = (float)(scale * Math.Cos(angle));
        }
    }

    public override void Write(BinaryWriter writer)
    {
        ProjectionLimits.Write(writer, frequencies);
        ProjectionLimits.Write(writer, phases);
    }
}
