namespace CtVlm.MLNet.Dicom;

/// <summary>The scan header (SOS) of a scan with one component.</summary>
/// <param name="DcTable">Huffman table of DC coefficients or of differences, 0 to 3.</param>
/// <param name="AcTable">Huffman table of AC coefficients, 0 to 3.</param>
/// <param name="Start">Ss: first coefficient, or the predictor of a lossless scan.</param>
/// <param name="End">Se: last coefficient; 0 in a lossless scan.</param>
/// <param name="High">Ah: 0 in sequential and lossless scans.</param>
/// <param name="Low">Al: the point transform of a lossless scan.</param>
/// <param name="DataStart">Position of the first entropy-coded byte.</param>
/// <remarks><b>Source:</b> ITU-T T.81 B.2.3.</remarks>
internal readonly record struct JpegScanHeader(int DcTable, int AcTable, int Start, int End, int High, int Low, int DataStart);
