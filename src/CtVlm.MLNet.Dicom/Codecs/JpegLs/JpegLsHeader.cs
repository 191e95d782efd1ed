namespace CtVlm.MLNet.Dicom;

/// <summary>What the marker segments before the scan say, all of it checked.</summary>
/// <param name="Coding">The parameters of the coding process.</param>
/// <param name="RestartLines">Lines between restart markers; 0 for none.</param>
/// <param name="ScanStart">Index of the first byte of coded data.</param>
internal readonly record struct JpegLsHeader(JpegLsParameters Coding, int RestartLines, int ScanStart);
