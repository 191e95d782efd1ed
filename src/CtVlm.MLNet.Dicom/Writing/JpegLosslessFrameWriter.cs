using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>Writes pixels as lossless JPEG with the predictor of selection value 1.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 A.4.1 and 10.2; ITU-T T.81 annex H.</remarks>
internal sealed class JpegLosslessFrameWriter : IFrameWriter
{
    public string Name => "JPEGLosslessSV1";

    public string Uid => "1.2.840.10008.1.2.4.70";

    public bool IsExplicit => true;

    public void WritePixelData(ElementWriter elements, ReadOnlySpan<ushort> pixels, int columns)
    {
        ArrayBufferWriter<byte> frame = new(pixels.Length + 1024);

        // Precision 16 holds whatever is stored, at the cost of a few bits in the first sample.
        JpegLosslessEncoder.Encode(pixels, new JpegLosslessParameters { Columns = columns, Precision = 16 }, frame);
        EncapsulatedPixelData.Write(elements, frame.WrittenSpan);
    }
}
