namespace CtVlm.MLNet.Dicom;

/// <summary>Counts values and border voxels of slices.</summary>
internal sealed class PixelCensus(int rows, int columns)
{
    private const int Lowest = -1200;
    private const int Highest = 3200;

    /// <summary>Below this no air can be: what is there was filled in around the field of view.</summary>
    private const float FillHu = -1100;
    private const float BodyHu = -500;
    private const double SaturationHu = 2000;
    private const double LeastPart = 1e-3;

    private readonly long[] _bins = new long[Highest - Lowest + 1];
    private long _voxels;
    private long _body;
    private long _fill;
    private long _padding;
    private long _border;
    private long _borderBody;
    private float _greatest = float.NegativeInfinity;
    private long _atGreatest;

    /// <summary>Counts a slice.</summary>
    /// <param name="hu">Its values.</param>
    /// <param name="padding">How many of them are declared padding.</param>
    public void Add(ReadOnlySpan<float> hu, int padding)
    {
        _voxels += hu.Length;
        _padding += padding;
        foreach (float value in hu)
        {
            // A bin is a whole number of HU; NaN compares false everywhere and is counted nowhere.
            if (value >= Lowest && value <= Highest)
            {
                _bins[(int)MathF.Round(value) - Lowest]++;
            }

            _body += value > BodyHu ? 1 : 0;
            _fill += value < FillHu ? 1 : 0;
            if (value >= _greatest)
            {
                _atGreatest = value > _greatest ? 1 : _atGreatest + 1;
                _greatest = value;
            }
        }

        for (int y = 0; y < rows; y++)
        {
            AddBorder(hu, y * columns, 1, columns);
        }

        for (int x = 0; x < columns; x++)
        {
            AddBorder(hu, x, columns, rows);
        }
    }

    /// <summary>The facts.</summary>
    public CtPixelQuality ToQuality(int slices) => new()
    {
        SlicesRead = slices,
        AirPeakHu = Peak(-1100, -900, mustStandOut: false),
        FatPeakHu = Peak(-160, -40, mustStandOut: true),
        BorderBodyFraction = _border == 0 ? double.NaN : (double)_borderBody / _border,
        BodyFraction = (double)_body / _voxels,
        PaddingFraction = (double)Math.Max(_padding, _fill) / _voxels,
        SaturatedFraction = _greatest >= SaturationHu ? (double)_atGreatest / _voxels : 0,
    };

    /// <summary>The first and the last voxel of a line that is not filled in.</summary>
    private void AddBorder(ReadOnlySpan<float> hu, int start, int stride, int count)
    {
        int first = 0, last = count - 1;
        while (first < count && hu[start + (first * stride)] < FillHu)
        {
            first++;
        }

        while (last > first && hu[start + (last * stride)] < FillHu)
        {
            last--;
        }

        if (first < count)
        {
            _border += 2;
            _borderBody += (hu[start + (first * stride)] > BodyHu ? 1 : 0) + (hu[start + (last * stride)] > BodyHu ? 1 : 0);
        }
    }

    /// <summary>The middle of the five neighbouring bins that hold most; NaN when the range holds too little, or, where a peak must stand out, when the most lies at its end.</summary>
    private double Peak(int from, int to, bool mustStandOut)
    {
        double best = -1;
        int at = from;
        long total = 0;
        for (int value = from; value <= to; value++)
        {
            total += _bins[value - Lowest];
            double sum = 0;
            for (int near = -2; near <= 2; near++)
            {
                // The middle weighs most, so that a single occupied bin is its own peak.
                sum += _bins[value + near - Lowest] * (3 - Math.Abs(near));
            }

            (best, at) = sum > best ? (sum, value) : (best, at);
        }

        bool isEnd = at == from || at == to;
        return total < LeastPart * _voxels || (mustStandOut && isEnd) ? double.NaN : at;
    }
}
