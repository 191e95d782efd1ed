using System.Buffers;
using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>Writes CT series as DICOM files, one for each slice.</summary>
/// <remarks>
/// Stored values are unsigned, HU + 1024, with Rescale Intercept -1024 and Rescale Slope 1, so that what is read back equals what was written.
/// <b>Source:</b> DICOM PS3.3 A.3 (CT Image IOD), PS3.10 7 (file format).
/// </remarks>
public static class DicomSeriesWriter
{
    /// <summary>The transfer syntax that is written unless another is asked for.</summary>
    public const string DefaultTransferSyntax = "ExplicitVRLittleEndian";

    /// <summary>The transfer syntaxes that can be written, by keyword.</summary>
    public static IReadOnlyList<string> TransferSyntaxes { get; } = [.. FrameWriters.All.Select(writer => writer.Name)];

    /// <summary>Whether a transfer syntax can be written.</summary>
    /// <param name="transferSyntax">Keyword, in any case, or UID.</param>
    /// <returns>True when <see cref="Write"/> accepts it.</returns>
    public static bool CanWrite(string transferSyntax) => FrameWriters.TryFind(transferSyntax) != null;

    /// <summary>Writes a series.</summary>
    /// <param name="folder">Where the files go; made if it does not exist. Files of the same names are overwritten.</param>
    /// <param name="content">The series.</param>
    /// <param name="transferSyntax">Keyword or UID of the transfer syntax.</param>
    /// <param name="cancellationToken">Stops between two slices.</param>
    /// <returns>The paths of the files, by slice: IM0001.dcm is the first slice of the volume.</returns>
    /// <exception cref="ArgumentException">
    /// The transfer syntax is unknown, the values do not match the dimensions or do not fit the bits, or an identifier is too long.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<string> Write(
        string folder, DicomSeriesContent content, string transferSyntax = DefaultTransferSyntax, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(content);
        IFrameWriter frames = FrameWriters.Find(transferSyntax);
        Validate(content);
        Directory.CreateDirectory(folder);
        CtImageWriter image = new(content, frames);
        int slices = content.Geometry.SlicePositionsMm.Count, size = content.Rows * content.Columns;
        ushort[] stored = new ushort[size];
        ArrayBufferWriter<byte> output = new((2 * size) + 4096);
        string[] paths = new string[slices];
        for (int slice = 0; slice < slices; slice++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Store(content, slice, stored);
            output.ResetWrittenCount();
            image.Write(slice, stored, output);
            paths[slice] = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"IM{slice + 1:0000}.dcm"));
            File.WriteAllBytes(paths[slice], output.WrittenSpan);
        }

        return paths;
    }

    private static void Validate(DicomSeriesContent content)
    {
        if (content.BitsStored is not (12 or 16))
        {
            WriterThrow.Bits(content.BitsStored);
        }

        foreach ((string name, int value) in new[] { (nameof(content.Rows), content.Rows), (nameof(content.Columns), content.Columns) })
        {
            if (value is < 1 or > ushort.MaxValue)
            {
                WriterThrow.Dimension(name, value);
            }
        }

        int slices = content.Geometry.SlicePositionsMm.Count;
        if ((long)slices * content.Rows * content.Columns != content.Hu.Length)
        {
            WriterThrow.Size(slices, content.Rows, content.Columns, content.Hu.Length);
        }
    }

    private static void Store(DicomSeriesContent content, int slice, ushort[] stored)
    {
        ReadOnlySpan<short> hu = content.Hu.Span.Slice(slice * stored.Length, stored.Length);
        int high = Math.Min(short.MaxValue, (1 << content.BitsStored) - 1 + CtImageWriter.Intercept);
        for (int i = 0; i < stored.Length; i++)
        {
            if (hu[i] < CtImageWriter.Intercept || hu[i] > high)
            {
                WriterThrow.Range(slice, hu[i], CtImageWriter.Intercept, high, content.BitsStored);
            }

            stored[i] = (ushort)(hu[i] - CtImageWriter.Intercept);
        }
    }
}
