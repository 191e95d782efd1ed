using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Inputs made of the golden and hostile sets when they are asked for, so that no second copy of them lies in the repository.</summary>
internal static class SeedFiles
{
    /// <summary>Large seeds slow every run and add nothing.</summary>
    private const int MaxSeedBytes = 16 * 1024;

    /// <summary>Bytes of Pixel Data that stay with a header.</summary>
    private const int PixelBytes = 32;

    /// <summary>Whole files.</summary>
    public static IEnumerable<byte[]> Whole() => All().Where(bytes => bytes.Length <= MaxSeedBytes);

    /// <summary>Files cut shortly after Pixel Data starts, where that is known.</summary>
    public static IEnumerable<byte[]> Headers()
    {
        foreach (byte[] bytes in All())
        {
            DicomHeader? header = TryRead(bytes);
            long end = header is { Pixels: { } pixels, DeflatedFrom: null } ? Math.Min(pixels.Position + PixelBytes, bytes.Length) : bytes.Length;
            if (end <= MaxSeedBytes)
            {
                yield return bytes[..(int)end];
            }
        }
    }

    /// <summary>Codestreams of files of some transfer syntaxes, each behind its pixel format, as <see cref="CodecTarget"/> reads them.</summary>
    public static IEnumerable<byte[]> Frames(IReadOnlyList<string> transferSyntaxUids)
    {
        foreach (byte[] bytes in All())
        {
            if (TryRead(bytes) is not { Pixels: { } pixels } header || !transferSyntaxUids.Contains(header.Syntax.Uid) || TryReadFormat(header) is not { } format)
            {
                continue;
            }

            byte[] frame = header.Syntax.IsEncapsulated
                ? Fragments.First(bytes, pixels.Position, isMultiFrame: header.Dataset.HasValue(DicomTags.NumberOfFrames))
                : header.DeflatedFrom == null ? bytes[(int)pixels.Position..] : [];
            if (frame.Length is > 0 and <= MaxSeedBytes)
            {
                yield return CodecTarget.Compose(format, frame);
            }
        }
    }

    private static IEnumerable<byte[]> All() => RepositoryFiles.Golden().Concat(RepositoryFiles.Hostile()).Select(File.ReadAllBytes).Where(bytes => bytes.Length > 0);

    private static DicomHeader? TryRead(byte[] bytes)
    {
        try
        {
            return DicomHeaderReader.Read(new InputByteSource(bytes), "seed.dcm", FuzzLimits.Limits);
        }
        catch (DicomException)
        {
            return null;
        }
    }

    private static PixelFormat? TryReadFormat(DicomHeader header)
    {
        try
        {
            return PixelFormatReader.Read(header, FuzzLimits.Limits);
        }
        catch (DicomException)
        {
            return null;
        }
    }
}
