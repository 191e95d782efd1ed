namespace CtVlm.MLNet.Phantoms;

/// <summary>Interpolation helpers.</summary>
internal static class Ramp
{
    public static float Lerp(float a, float b, float t) => a + ((b - a) * t);

    /// <summary>0 at 0, 1 at 1, flat at both ends; clamped outside.</summary>
    public static float Smooth(float t)
    {
        float c = Math.Clamp(t, 0, 1);
        return c * c * (3 - (2 * c));
    }
}
