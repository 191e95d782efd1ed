using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Divides a vector by its L2 norm; a zero vector stays zero.</summary>
internal sealed class NormalizeStep : ProjectionStep
{
    public override int GetOutputWidth(int width) => width;

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination) =>
        TensorPrimitives.Divide(vector, MathF.Max(TensorPrimitives.Norm(vector), 1e-12f), destination);

    public override void Write(BinaryWriter writer)
    {
    }
}
