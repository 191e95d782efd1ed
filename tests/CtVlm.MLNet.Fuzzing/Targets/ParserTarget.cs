using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>The header parser over bytes in memory, and every typed access to what it kept.</summary>
internal sealed class ParserTarget : IFuzzTarget
{
    public string Name => "parser";

    public int MaxInputBytes => 1 << 16;

    public IReadOnlyList<byte[]> Tokens => DicomTokens.All;

    public IEnumerable<byte[]> Seeds() => SeedFiles.Headers();

    public bool Run(byte[] input)
    {
        try
        {
            Examine(DicomHeaderReader.Read(new InputByteSource(input), "input.dcm", FuzzLimits.Limits), input);
            return true;
        }
        catch (DicomException)
        {
            return false;
        }
    }

    public void Dispose()
    {
    }

    private static void Examine(DicomHeader header, byte[] input)
    {
        if (header.Pixels is { } pixels)
        {
            long end = header.DeflatedFrom == null ? input.Length : FuzzLimits.Limits.MaxInflatedBytes;
            FuzzFailureException.Unless(pixels.Position >= 0 && pixels.Position <= end, $"Pixel Data at {pixels.Position} of {end} bytes.");
        }

        ReadValues(header.Dataset, depth: 0);
    }

    private static void ReadValues(DicomDataset data, int depth)
    {
        FuzzFailureException.Unless(depth <= FuzzLimits.Limits.MaxSequenceDepth, "Items nest deeper than the limit.");
        foreach (uint tag in DicomTokens.KeptTags)
        {
            data.GetText(tag);
            data.GetLocalText(tag);
            data.GetWords(tag);
            data.TryGetDecimal(tag);
            data.TryGetInteger(tag);
            Refusable(() => data.GetUnsigned(tag));
            Refusable(() => data.GetDecimal(tag));
            Refusable(() => data.GetDecimals(tag));
            foreach (DicomDataset item in data.Items(tag))
            {
                ReadValues(item, depth + 1);
            }
        }
    }

    /// <summary>A typed access may refuse what the file holds.</summary>
    private static void Refusable(Action access)
    {
        try
        {
            access();
        }
        catch (DicomException)
        {
        }
    }
}
