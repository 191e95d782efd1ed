namespace CtVlm.MLNet.Dicom;

/// <summary>The preset coding parameters as an LSE segment writes them; 0 stands for the default.</summary>
/// <remarks><b>Source:</b> ITU-T T.87 C.2.4.1.1.</remarks>
internal readonly record struct JpegLsPresets(int MaxValue, int T1, int T2, int T3, int Reset);
