namespace CtVlm.MLNet.Phantoms;

/// <summary>Smooth noise in space: a periodic lattice of normal values, interpolated linearly. A function of millimetres, so every series of a patient sees the same tissue.</summary>
internal sealed class NoiseLattice
{
    private const int Size = 32;
    private readonly float[] _values = new float[Size * Size * Size];
    private readonly float _perMm;

    public NoiseLattice(RandomStream random, float spacingMm)
    {
        _perMm = 1 / spacingMm;
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = random.FastNormal();
        }
    }

    /// <summary>The noise at a point; mean 0, deviation about 0.6 between lattice points and 1 on them.</summary>
    public float At(float x, float y, float z)
    {
        (int x0, int x1, float fx) = Split(x);
        (int y0, int y1, float fy) = Split(y);
        (int z0, int z1, float fz) = Split(z);
        float near = Plane(z0 * Size * Size, x0, x1, fx, y0, y1, fy);
        float far = Plane(z1 * Size * Size, x0, x1, fx, y0, y1, fy);
        return Ramp.Lerp(near, far, fz);
    }

    private float Plane(int offset, int x0, int x1, float fx, int y0, int y1, float fy)
    {
        float[] v = _values;
        int top = offset + (y0 * Size), bottom = offset + (y1 * Size);
        float upper = Ramp.Lerp(v[top + x0], v[top + x1], fx);
        float lower = Ramp.Lerp(v[bottom + x0], v[bottom + x1], fx);
        return Ramp.Lerp(upper, lower, fy);
    }

    private (int Low, int High, float Fraction) Split(float millimetres)
    {
        float position = (millimetres * _perMm) + (Size * 64);
        int low = (int)position;
        return (low & (Size - 1), (low + 1) & (Size - 1), position - low);
    }
}
