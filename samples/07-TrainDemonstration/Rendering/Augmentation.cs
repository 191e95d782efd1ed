using CtVlm.MLNet.Phantoms;

namespace TrainDemonstration;

/// <summary>How a slice is changed before it is shown: as another patient, another field of view and another dose would change it. No flips: the body has sides.</summary>
/// <param name="Scale">Magnification.</param>
/// <param name="AngleRadians">Rotation.</param>
/// <param name="ShiftX">Shift to the right, pixels of the slice.</param>
/// <param name="ShiftY">Shift downward, pixels.</param>
/// <param name="Gain">Factor on HU.</param>
/// <param name="OffsetHu">Added to HU after that.</param>
/// <param name="NoiseHu">Deviation of added noise.</param>
internal readonly record struct Augmentation(float Scale, float AngleRadians, float ShiftX, float ShiftY, float Gain, float OffsetHu, float NoiseHu)
{
    private const float LargestShift = 0.07f;

    /// <summary>No change.</summary>
    public static Augmentation None { get; } = new(1, 0, 0, 0, 1, 0, 0);

    /// <summary>A change drawn at random.</summary>
    /// <param name="random">The numbers.</param>
    /// <param name="size">Rows and columns of the slice.</param>
    public static Augmentation Draw(RandomStream random, int size) => new(
        random.Uniform(0.90f, 1.12f),
        random.Uniform(-0.1f, 0.1f),
        random.Uniform(-LargestShift, LargestShift) * size,
        random.Uniform(-LargestShift, LargestShift) * size,
        random.Uniform(0.95f, 1.05f),
        random.Uniform(-12, 12),
        random.Chance(0.6) ? random.Uniform(0, 22) : 0);

    /// <summary>Where a pixel of the slice comes to lie in the changed one, pixels.</summary>
    public (float X, float Y) Forward(float x, float y, int size)
    {
        float centre = (size - 1) / 2f, cos = MathF.Cos(AngleRadians), sin = MathF.Sin(AngleRadians);
        float u = x - centre, v = y - centre;
        return (centre + ShiftX + (Scale * ((cos * u) - (sin * v))), centre + ShiftY + (Scale * ((sin * u) + (cos * v))));
    }

    /// <summary>Where in the slice a pixel of the changed one comes from: x = X0 + Xx x' + Xy y', and so for y.</summary>
    public (float X0, float Xx, float Xy, float Y0, float Yx, float Yy) Backward(int size)
    {
        float centre = (size - 1) / 2f, cos = MathF.Cos(AngleRadians) / Scale, sin = MathF.Sin(AngleRadians) / Scale;
        float u = -centre - ShiftX, v = -centre - ShiftY;
        return (centre + (cos * u) + (sin * v), cos, sin, centre - (sin * u) + (cos * v), -sin, cos);
    }
}
