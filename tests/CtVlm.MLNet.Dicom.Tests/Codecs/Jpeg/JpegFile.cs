using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>A file's frame with what its header says, so that a codec can be tried without the series reader.</summary>
internal sealed record JpegFile(byte[] Stream, PixelFormat Format, ModalityTransform Transform, string TransferSyntaxUid)
{
    /// <summary>Reads a file that holds one frame.</summary>
    public static JpegFile Read(string path)
    {
        DicomLimits limits = new();
        DicomHeader header = DicomHeaderReader.Read(path, limits);
        PixelFormat format = PixelFormatReader.Read(header, limits);
        ModalityTransform transform = ModalityTransformReader.Read(FrameGroups.Of(header.Dataset, limits)[0].Transform, format.IsSigned);
        return new JpegFile(EncapsulatedFrame.In(File.ReadAllBytes(path)), format, transform, header.Syntax.Uid);
    }

    /// <summary>The files of a golden case, by slice.</summary>
    public static IEnumerable<JpegFile> OfCase(string id) =>
        GoldenSeries.Get(id).Volumes[0].FilesInOrder!.Select(file => Read(Path.Combine(GoldenSeries.PathOf(id), file)));

    /// <summary>Decodes a copy of the stream with the decoder that is registered for its transfer syntax.</summary>
    public byte[] Decode()
    {
        byte[] samples = new byte[Format.FrameBytes];
        IFrameDecoder decoder = FrameDecoders.Get(TransferSyntaxes.Describe(TransferSyntaxUid), "test.dcm");
        return decoder.Decode((byte[])Stream.Clone(), Format, samples).ToArray();
    }

    /// <summary>The Hounsfield units of the decoded frame.</summary>
    public float[] DecodeHu()
    {
        float[] hu = new float[Format.PixelCount];
        HuConverter.Convert(Decode(), Format, Transform, hu);
        return hu;
    }

    /// <summary>The hash of a volume as golden cases state it.</summary>
    public static string Hash(float[] hu) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(hu)));
}
