namespace CtVlm.MLNet.Dicom;

/// <summary>All that stands before the entropy-coded data. Tables are kept as positions: only those that the scan uses are ever built.</summary>
internal struct JpegHeader
{
    public JpegFrameHeader Frame { get; set; }

    public JpegScanHeader Scan { get; set; }

    /// <summary>Data units between two restart markers; 0 for none.</summary>
    public int RestartInterval { get; set; }

    /// <summary>DC and lossless Huffman tables: positions of their code counts.</summary>
    public JpegTablePositions DcTables;

    /// <summary>AC Huffman tables: positions of their code counts.</summary>
    public JpegTablePositions AcTables;

    /// <summary>Quantization tables: positions of their precision and destination byte.</summary>
    public JpegTablePositions QuantizationTables;

    /// <summary>Compares the stream with what the DICOM header promises.</summary>
    /// <exception cref="CodecException">Size or bit depth differ, or the bytes cannot hold the samples.</exception>
    public readonly void Check(PixelFormat format)
    {
        if (format.BitsAllocated > 16)
        {
            throw JpegThrow.Allocated(format.BitsAllocated);
        }

        if (Frame.Columns != format.Columns || (Frame.Lines != format.Rows && Frame.Lines != 0))
        {
            throw JpegThrow.Dimensions(Frame.Lines, Frame.Columns, format);
        }

        // Fewer bits than the header promises would be read as other values; more are common (16 for 12 stored), the upper ones empty.
        if (Frame.Precision <= format.HighBit || Frame.Precision > format.BitsAllocated)
        {
            throw JpegThrow.Precision(Frame.Precision, format);
        }
    }
}
