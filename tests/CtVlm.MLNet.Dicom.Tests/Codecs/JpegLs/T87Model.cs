namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>
/// The coding process of ITU-T T.87 annex A, step by step as the text has it, for writing and for reading. Slow and obvious; shares nothing with the decoder
/// under test. Reading fills the image; writing replaces it by what a decoder will see.
/// </summary>
internal sealed class T87Model(T87Settings settings, IT87Coder coder, int[,] image)
{
    private static readonly int[] J =
        [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly int[] _a = new int[367];
    private readonly int[] _b = new int[365];
    private readonly int[] _c = new int[365];
    private readonly int[] _n = new int[367];
    private readonly int[] _nn = new int[367];
    private readonly int _step = (2 * settings.Near) + 1;
    private readonly int[] _thresholds = settings.Thresholds;
    private int _runIndex;
    private int _first;

    public void Run()
    {
        int rows = image.GetLength(0);
        Start(0);
        for (int y = 0; y < rows; y++)
        {
            if (settings.RestartLines > 0 && y > 0 && y % settings.RestartLines == 0)
            {
                coder.Align((byte)(0xD0 + (((y / settings.RestartLines) - 1) % 8)));
                Start(y);
            }

            for (int x = 0; x < image.GetLength(1); x++)
            {
                x = CodeFrom(x, y);
            }
        }

        coder.Align(null);
    }

    private void Start(int line)
    {
        _first = line;
        _runIndex = 0;
        Array.Fill(_a, Math.Max(2, (settings.Range + 32) / 64));
        Array.Fill(_n, 1);
        Array.Clear(_b);
        Array.Clear(_c);
        Array.Clear(_nn);
    }

    /// <summary>A sample that may lie outside the image, A.2.1.</summary>
    private int At(int x, int y)
    {
        if (y < _first)
        {
            return 0;
        }

        return x < 0 ? At(0, y - 1) : image[y, Math.Min(x, image.GetLength(1) - 1)];
    }

    private int CodeFrom(int x, int y)
    {
        int ra = At(x - 1, y), rb = At(x, y - 1), rc = At(x - 1, y - 1), rd = At(x + 1, y - 1);
        int q = (81 * Quantise(rd - rb)) + (9 * Quantise(rb - rc)) + Quantise(rc - ra);
        if (q == 0)
        {
            return CodeRun(x, y, ra);
        }

        int sign = q < 0 ? -1 : 1;
        CodeRegular(x, y, q * sign, sign, Predict(ra, rb, rc));
        return x;
    }

    private int Quantise(int d)
    {
        int magnitude = Math.Abs(d);
        int level = magnitude <= settings.Near ? 0 : magnitude < _thresholds[0] ? 1 : magnitude < _thresholds[1] ? 2 : magnitude < _thresholds[2] ? 3 : 4;
        return d < 0 ? -level : level;
    }

    private static int Predict(int ra, int rb, int rc) =>
        rc >= Math.Max(ra, rb) ? Math.Min(ra, rb) : rc <= Math.Min(ra, rb) ? Math.Max(ra, rb) : ra + rb - rc;

    private void CodeRegular(int x, int y, int q, int sign, int predicted)
    {
        int px = Math.Clamp(predicted + (sign * _c[q]), 0, settings.MaxValue);
        int k = 0;
        while (_n[q] << k < _a[q])
        {
            k++;
        }

        bool isInverted = settings.Near == 0 && k == 0 && 2 * _b[q] <= -_n[q];
        int error = coder.IsEncoder ? Error(image[y, x], px, sign) : 0;
        int mapped = isInverted
            ? error >= 0 ? (2 * error) + 1 : -2 * (error + 1)
            : error >= 0 ? 2 * error : (-2 * error) - 1;
        mapped = coder.Golomb(mapped, k, settings.Limit, settings.EscapeBits);
        error = isInverted
            ? mapped % 2 == 1 ? (mapped - 1) / 2 : (-mapped / 2) - 1
            : mapped % 2 == 1 ? -(mapped + 1) / 2 : mapped / 2;
        image[y, x] = Reconstruct(px, sign, error);
        Update(q, error);
    }

    /// <summary>A.4.4 and A.4.5.</summary>
    private int Error(int value, int predicted, int sign)
    {
        int error = (value - predicted) * sign;
        error = error > 0 ? (error + settings.Near) / _step : -((settings.Near - error) / _step);
        error = error < 0 ? error + settings.Range : error;
        return error >= (settings.Range + 1) / 2 ? error - settings.Range : error;
    }

    private int Reconstruct(int predicted, int sign, int error)
    {
        int value = predicted + (sign * error * _step);
        value = value < -settings.Near ? value + (settings.Range * _step)
            : value > settings.MaxValue + settings.Near ? value - (settings.Range * _step) : value;
        return Math.Clamp(value, 0, settings.MaxValue);
    }

    private void Update(int q, int error)
    {
        _b[q] += error * _step;
        _a[q] += Math.Abs(error);
        if (_n[q] == settings.Reset)
        {
            _a[q] >>= 1;
            _b[q] = _b[q] >= 0 ? _b[q] >> 1 : -((1 - _b[q]) >> 1);
            _n[q] >>= 1;
        }

        _n[q]++;
        if (_b[q] <= -_n[q])
        {
            _b[q] += _n[q];
            _c[q] = Math.Max(-128, _c[q] - 1);
            _b[q] = Math.Max(_b[q], -_n[q] + 1);
        }
        else if (_b[q] > 0)
        {
            _b[q] -= _n[q];
            _c[q] = Math.Min(127, _c[q] + 1);
            _b[q] = Math.Min(_b[q], 0);
        }
    }

    /// <summary>A.7.1. Returns the index of the last sample coded.</summary>
    private int CodeRun(int x, int y, int ra)
    {
        int width = image.GetLength(1);
        int run = 0;
        while (coder.IsEncoder && x + run < width && Math.Abs(image[y, x + run] - ra) <= settings.Near)
        {
            run++;
        }

        int end = x;
        while (end < width)
        {
            int segment = Math.Min(1 << J[_runIndex], width - end);
            bool isWhole = segment == 1 << J[_runIndex];
            if (coder.Bit(x + run - end >= segment ? 1 : 0) == 0)
            {
                int rest = 0;
                for (int i = J[_runIndex] - 1; i >= 0; i--)
                {
                    rest = (rest << 1) | coder.Bit(((x + run - end) >> i) & 1);
                }

                Fill(end, rest, y, ra);
                CodeRunEnd(end + rest, y, ra);
                return end + rest;
            }

            Fill(end, segment, y, ra);
            end += segment;
            _runIndex = isWhole ? Math.Min(31, _runIndex + 1) : _runIndex;
        }

        return width - 1;
    }

    private void Fill(int x, int count, int y, int value)
    {
        for (int i = 0; i < count; i++)
        {
            image[y, x + i] = value;
        }
    }

    /// <summary>A.7.2.</summary>
    private void CodeRunEnd(int x, int y, int ra)
    {
        int rb = At(x, y - 1);
        int type = Math.Abs(ra - rb) <= settings.Near ? 1 : 0;
        int q = 365 + type;
        int px = type == 1 ? ra : rb;
        int sign = type == 0 && ra > rb ? -1 : 1;
        int sum = type == 1 ? _a[q] + (_n[q] >> 1) : _a[q];
        int k = 0;
        while (_n[q] << k < sum)
        {
            k++;
        }

        int error = coder.IsEncoder ? Error(image[y, x], px, sign) : 0;
        int map = IsMapped(error, k, q) ? 1 : 0;
        int mapped = coder.Golomb((2 * Math.Abs(error)) - type - map, k, settings.Limit - J[_runIndex] - 1, settings.EscapeBits);
        if (!coder.IsEncoder)
        {
            // The one error whose mapping gives the number.
            int magnitude = (mapped + type + 1) / 2;
            error = new[] { magnitude, -magnitude }.First(e => (2 * Math.Abs(e)) - type - (IsMapped(e, k, q) ? 1 : 0) == mapped);
        }

        _runIndex = Math.Max(0, _runIndex - 1);
        image[y, x] = Reconstruct(px, sign, error);
        _nn[q] += error < 0 ? 1 : 0;
        _a[q] += (mapped + 1 - type) >> 1;
        if (_n[q] == settings.Reset)
        {
            _a[q] >>= 1;
            _n[q] >>= 1;
            _nn[q] >>= 1;
        }

        _n[q]++;
    }

    private bool IsMapped(int error, int k, int q) =>
        (k == 0 && error > 0 && 2 * _nn[q] < _n[q]) || (error < 0 && 2 * _nn[q] >= _n[q]) || (error < 0 && k != 0);
}
