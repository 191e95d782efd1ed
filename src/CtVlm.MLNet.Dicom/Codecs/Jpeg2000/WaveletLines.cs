namespace CtVlm.MLNet.Dicom;

/// <summary>Two working lines for the transform of a row: its low-pass and its high-pass samples, each with room for one more at either end.</summary>
internal readonly ref struct WaveletLines
{
    private readonly Span<int> _lines;

    /// <summary>Takes memory of <see cref="Length"/> numbers.</summary>
    public WaveletLines(Span<int> lines) => _lines = lines;

    /// <summary>The low-pass line; its first sample is at index 1.</summary>
    public Span<int> Low => _lines[..(_lines.Length / 2)];

    /// <summary>The high-pass line; its first sample is at index 1.</summary>
    public Span<int> High => _lines[(_lines.Length / 2)..];

    /// <summary>Numbers that rows of a width need.</summary>
    public static int Length(int width) => 2 * ((width / 2) + 3);

    /// <summary>Repeats the samples at the ends, which is what symmetric extension comes to in a line of every second sample.</summary>
    /// <remarks><b>Source:</b> ITU-T T.800 F.3.7.</remarks>
    public static void Extend(Span<int> line, int count)
    {
        line[0] = line[1];
        line[count + 1] = line[count];
    }
}
