namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>
/// Lossless JPEG decoded as the standard describes it: a bit at a time, codes as strings of bits, one formula a predictor. Reads streams of one DHT segment with one table.
/// </summary>
internal sealed class SlowJpegLossless
{
    private readonly byte[] _stream;
    private readonly Dictionary<string, int> _codes = [];
    private int _position;
    private int _bit;

    private SlowJpegLossless(byte[] stream) => _stream = stream;

    /// <summary>Decodes; null when the data ends early or holds no code.</summary>
    public static ushort[]? Decode(byte[] stream, int rows, int columns) => new SlowJpegLossless(stream).Decode(rows, columns);

    private ushort[]? Decode(int rows, int columns)
    {
        ReadCodes(JpegStream.IndexOf(_stream, 0xC4));
        int interval = JpegStream.IndexOf(_stream, 0xDD) is >= 0 and var at ? (_stream[at + 4] << 8) | _stream[at + 5] : 0;
        int precision = _stream[JpegStream.IndexOf(_stream, 0xC3) + 4];
        int scan = JpegStream.IndexOf(_stream, 0xDA);
        (int predictor, int shift) = (_stream[scan + 7], _stream[scan + 9] & 15);
        _position = scan + 10;
        int[] samples = new int[rows * columns];
        for (int i = 0; i < samples.Length; i++)
        {
            bool startsInterval = interval > 0 && i > 0 && i % interval == 0;
            if (startsInterval)
            {
                NextInterval();
            }

            int line = interval > 0 ? i % interval / columns : i / columns;
            if (Difference() is not { } difference)
            {
                return null;
            }

            samples[i] = (Predict(samples, i, columns, line, predictor, 1 << (precision - shift - 1)) + difference) & 0xFFFF;
        }

        return Array.ConvertAll(samples, sample => (ushort)(sample << shift));
    }

    private static int Predict(int[] samples, int i, int columns, int line, int predictor, int initial)
    {
        int x = i % columns;
        if (line == 0)
        {
            return x == 0 ? initial : samples[i - 1];
        }

        if (x == 0)
        {
            return samples[i - columns];
        }

        (int a, int b, int c) = (samples[i - 1], samples[i - columns], samples[i - columns - 1]);
        return predictor switch
        {
            1 => a,
            2 => b,
            3 => c,
            4 => a + b - c,
            5 => a + ((b - c) >> 1),
            6 => b + ((a - c) >> 1),
            _ => (a + b) / 2,
        };
    }

    private void ReadCodes(int segment)
    {
        int symbol = segment + 21;
        string next = "";
        for (int length = 1; length <= 16; length++)
        {
            next += "0";
            for (int i = 0; i < _stream[segment + 4 + length]; i++)
            {
                _codes[next] = _stream[symbol++];
                next = Convert.ToString((1 << length) | (Convert.ToInt32(next, 2) + 1), 2)[1..];
            }
        }
    }

    private int? Difference()
    {
        string code = "";
        int category;
        while (!_codes.TryGetValue(code, out category))
        {
            if (code.Length == 16 || Bit() is not { } bit)
            {
                return null;
            }

            code += bit;
        }

        if (category is 0 or 16)
        {
            return category * 2048;
        }

        int value = 0;
        for (int i = 0; i < category; i++)
        {
            if (Bit() is not { } bit)
            {
                return null;
            }

            value = (2 * value) + bit;
        }

        return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
    }

    private int? Bit()
    {
        if (_bit == 0 && (_position >= _stream.Length || (_stream[_position] == 0xFF && (_position + 1 >= _stream.Length || _stream[_position + 1] != 0))))
        {
            return null;
        }

        int value = (_stream[_position] >> (7 - _bit)) & 1;
        _bit = (_bit + 1) & 7;
        if (_bit == 0)
        {
            _position += _stream[_position] == 0xFF ? 2 : 1;
        }

        return value;
    }

    private void NextInterval()
    {
        if (_bit > 0)
        {
            _position += _stream[_position] == 0xFF ? 2 : 1;
        }

        _bit = 0;
        _position += 2;
    }
}
