namespace CtVlm.MLNet.Dicom;

/// <summary>The frame header (SOF) of a frame with one component.</summary>
/// <param name="Process">Second byte of the SOF marker.</param>
/// <param name="Precision">Bits of a sample.</param>
/// <param name="Lines">Number of lines; 0 when a DNL segment after the scan says it.</param>
/// <param name="Columns">Samples a line.</param>
/// <param name="ComponentId">The component's identifier.</param>
/// <param name="QuantizationTable">Its quantization table, 0 to 3; DCT processes only.</param>
/// <remarks><b>Source:</b> ITU-T T.81 B.2.2.</remarks>
internal readonly record struct JpegFrameHeader(byte Process, int Precision, int Lines, int Columns, byte ComponentId, int QuantizationTable);
