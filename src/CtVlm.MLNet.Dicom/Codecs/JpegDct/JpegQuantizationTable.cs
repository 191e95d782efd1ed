using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads a quantization table as the DQT segment holds it.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 B.2.4.1.</remarks>
internal static class JpegQuantizationTable
{
    /// <summary>Reads the table that stands at a position which <see cref="JpegHeaderReader"/> has noted and bounded.</summary>
    /// <param name="stream">The codestream.</param>
    /// <param name="header">Its headers.</param>
    /// <param name="steps">Receives 64 steps in coding order, 1 to 65535.</param>
    /// <exception cref="CodecException">The table is not defined, or has a step of 0.</exception>
    public static void Read(ReadOnlySpan<byte> stream, in JpegHeader header, Span<float> steps)
    {
        int index = header.Frame.QuantizationTable;
        int position = header.QuantizationTables[index];
        if (position == 0)
        {
            throw JpegThrow.NoTable("quantization", index);
        }

        bool isWide = stream[position] >> 4 == 1;
        ReadOnlySpan<byte> table = stream[(position + 1)..];
        for (int i = 0; i < steps.Length; i++)
        {
            int step = isWide ? BinaryPrimitives.ReadUInt16BigEndian(table[(2 * i)..]) : table[i];
            steps[i] = step > 0 ? step : throw JpegThrow.BadTable("quantization", "a step of 0");
        }
    }
}
