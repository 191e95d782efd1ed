using System.Buffers;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Dicom.Tests;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The series of the corpus in HTJ2K, which no peer on a Debian system writes: by the encoder of the tests.</summary>
internal static class HighThroughputCorpus
{
    /// <summary>Writes the series.</summary>
    /// <returns>The folder.</returns>
    public static string Write() => ReaderCorpus.Once("htj2k", folder =>
    {
        Directory.CreateDirectory(folder);
        DicomSeriesContent content = ReaderCorpus.Content();
        CtImageWriter image = new(content, new FrameWriter(content.Rows, content.BitsStored));
        ArrayBufferWriter<byte> output = new();
        int size = content.Rows * content.Columns;
        for (int z = 0; z < content.Geometry.SlicePositionsMm.Count; z++)
        {
            output.ResetWrittenCount();
            image.Write(z, Array.ConvertAll(content.Hu.Slice(z * size, size).ToArray(), hu => (ushort)(hu - CtImageWriter.Intercept)), output);
            File.WriteAllBytes(Path.Combine(folder, $"IM{z + 1:0000}.dcm"), output.WrittenSpan);
        }
    });

    private sealed class FrameWriter(int rows, int bits) : IFrameWriter
    {
        public string Name => "HTJ2KLossless";

        public string Uid => "1.2.840.10008.1.2.4.201";

        public bool IsExplicit => true;

        public void WritePixelData(ElementWriter elements, ReadOnlySpan<ushort> pixels, int columns) => EncapsulatedPixelData.Write(
            elements,
            Htj2kEncoder.Encode(Array.ConvertAll(pixels.ToArray(), value => (int)value), columns, rows, new Htj2kOptions { Precision = bits }));
    }
}
