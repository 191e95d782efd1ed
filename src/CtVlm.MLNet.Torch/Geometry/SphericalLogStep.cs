namespace CtVlm.MLNet.Torch;

/// <summary>Divides a vector by its norm and takes the tangent that leads to it from a point of the sphere.</summary>
/// <param name="basePoint">A unit vector of D values.</param>
internal sealed class SphericalLogStep(double[] basePoint) : ProjectionStep
{
    /// <summary>Where the tangents are.</summary>
    public double[] BasePoint => basePoint;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static SphericalLogStep Read(BinaryReader reader, ProjectionLimits limits) => new(limits.ReadDoubles(reader) ?? []);

    public override int GetOutputWidth(int width) =>
        width == basePoint.Length ? width : throw new InvalidDataException($"The projection's base point has {basePoint.Length} values, {width} expected.");

    public override void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        double[] point = new double[vector.Length], tangent = new double[vector.Length];
        SphericalGeometry.Normalize(vector, point);
        SphericalGeometry.LogOrFixed(basePoint, point, tangent);
        for (int i = 0; i < tangent.Length; i++)
        {
            destination[i] = (float)tangent[i];
        }
    }

    public override void Write(BinaryWriter writer) => ProjectionLimits.Write(writer, basePoint);
}
