using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Scales a vector, lifts it to hyperbolic space by the exponential map at the origin, and hands it on in some coordinates; in double.</summary>
/// <param name="c">The curvature is -c, c above 0.</param>
/// <param name="scale">What vectors are multiplied by first.</param>
/// <param name="coordinates">What comes out.</param>
/// <param name="mean">Space components of the training rows' midpoint, D values; null where it is not needed.</param>
internal sealed class HyperbolicStep(double c, double scale, HyperbolicCoordinates coordinates, double[]? mean) : ProjectionStep
{
    /// <summary>Space components of the training rows' midpoint.</summary>
    public double[]? Mean => mean;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or was saved by a later version.</exception>
    public static HyperbolicStep Read(BinaryReader reader, ProjectionLimits limits)
    {
        double c = reader.ReadDouble(), scale = reader.ReadDouble();
        var coordinates = (HyperbolicCoordinates)reader.ReadByte();
        double[]? mean = limits.ReadDoubles(reader);
        return c > 0 && double.IsFinite(c) && double.IsFinite(scale) && Enum.IsDefined(coordinates) && (mean is not null || coordinates != HyperbolicCoordinates.TangentAtMean)
            ? new HyperbolicStep(c, scale, coordinates, mean)
            : throw new InvalidDataException($"The saved hyperbolic lift has curvature -{c}, scale {scale}, coordinates {coordinates}, which do not go together.");
    }

    /// <summary>The lift alone.</summary>
    /// <param name="vector">D values.</param>
    /// <param name="c">Above 0.</param>
    /// <param name="scale">What the vector is multiplied by.</param>
    /// <param name="destination">Receives D space components.</param>
    public static void Lift(ReadOnlySpan<float> vector, double c, double scale, Span<double> destination)
    {
        for (int i = 0; i < vector.Length; i++)
        {
            destination[i] = scale * vector[i];
        }

        LorentzGeometry.Exp0(destination, c, destination);
    }

    public override int GetOutputWidth(int width) =>
        mean is null || mean.Length == width ? width : throw new InvalidDataException($"The projection's mean has {mean.Length} values, {width} expected.");

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        double[] point = new double[vector.Length];
        Lift(vector, c, scale, point);
        Express(point);
        TensorPrimitives.ConvertTruncating<double, float>(point, destination);
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write(c);
        writer.Write(scale);
        writer.Write((byte)coordinates);
        ProjectionLimits.Write(writer, mean);
    }

    private void Express(double[] point)
    {
        switch (coordinates)
        {
            case HyperbolicCoordinates.TangentAtMean:
                LorentzGeometry.MoveToOrigin(mean, point, c, point);
                LorentzGeometry.Log0(point, c, point);
                break;
            case HyperbolicCoordinates.TangentAtOrigin:
                LorentzGeometry.Log0(point, c, point);
                break;
            case HyperbolicCoordinates.Poincare:
                LorentzGeometry.ToPoincare(point, c, point);
                break;
            default:
                break;
        }
    }
}
