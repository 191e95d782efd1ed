namespace CtVlm.MLNet.Dicom;

/// <summary>For each output index of one axis, the two source samples between which it lies.</summary>
/// <remarks>
/// Output i lies at source index start + i x step. From -0.5 to n - 0.5 it is inside, held to 0 to n - 1; elsewhere there is no source. An index within
/// <see cref="Snap"/> of a whole number is that number, so that a grid which meets the source voxel on voxel copies it bit for bit.
/// </remarks>
internal sealed class AxisTaps
{
    /// <summary>Far below the error of positions in a file, and worth less than 0.01 HU.</summary>
    public const double Snap = 1e-6;

    private AxisTaps(int count) => (Lower, Weight) = (new int[count], new float[count]);

    /// <summary>The lower of the two samples.</summary>
    public int[] Lower { get; }

    /// <summary>The part of the upper sample, Lower + 1: 0 to 1; where it is 0 the upper sample does not count and may not exist.</summary>
    public float[] Weight { get; }

    /// <summary>First output with a source.</summary>
    public int First { get; private set; }

    /// <summary>One past the last output with a source; equal to <see cref="First"/> when there is none.</summary>
    public int End { get; private set; }

    /// <summary>First output of the run over which samples are neighbours and weights equal; the run is empty unless the step is 1.</summary>
    public int ShiftFirst { get; private set; }

    /// <summary>One past the last output of that run.</summary>
    public int ShiftEnd { get; private set; }

    /// <summary>The taps of an axis.</summary>
    /// <param name="count">Number of outputs.</param>
    /// <param name="start">Source index of output 0.</param>
    /// <param name="step">Source indices from one output to the next, above 0.</param>
    /// <param name="length">Number of source samples, 1 or more.</param>
    public static AxisTaps Create(int count, double start, double step, int length)
    {
        AxisTaps taps = new(count) { First = count, End = count };
        for (int i = 0; i < count; i++)
        {
            double at = start + (i * step);
            if (at < -0.5 - Snap)
            {
                continue;
            }

            if (at >= length - 0.5 - Snap)
            {
                taps.End = i;
                break;
            }

            taps.First = Math.Min(taps.First, i);
            (taps.Lower[i], taps.Weight[i]) = Split(Math.Clamp(at, 0, length - 1));
        }

        taps.First = Math.Min(taps.First, taps.End);
        if (Math.Abs(step - 1) < Snap / Math.Max(count, 1))
        {
            taps.FindShift();
        }

        return taps;
    }

    /// <summary>A position between samples as the lower sample and the part of the upper one.</summary>
    public static (int Lower, float Weight) Split(double at)
    {
        double nearest = Math.Round(at);
        if (Math.Abs(at - nearest) < Snap)
        {
            return ((int)nearest, 0);
        }

        int lower = (int)Math.Floor(at);
        return (lower, (float)(at - lower));
    }

    /// <summary>Only the outermost outputs, held to the border, can differ from their neighbours.</summary>
    private void FindShift()
    {
        int middle = (First + End) / 2;
        ShiftFirst = ShiftEnd = First;
        if (First == End)
        {
            return;
        }

        float weight = Weight[middle];
        int first = middle, end = middle + 1;
        while (first > First && Lower[first - 1] == Lower[first] - 1 && Math.Abs(Weight[first - 1] - weight) < Snap)
        {
            first--;
        }

        while (end < End && Lower[end] == Lower[end - 1] + 1 && Math.Abs(Weight[end] - weight) < Snap)
        {
            end++;
        }

        Weight.AsSpan(first, end - first).Fill(weight);
        (ShiftFirst, ShiftEnd) = (first, end);
    }
}
