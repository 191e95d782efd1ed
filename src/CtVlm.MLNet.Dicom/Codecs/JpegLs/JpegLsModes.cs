namespace CtVlm.MLNet.Dicom;

/// <summary>Chooses a form of the inner loop when it is compiled, so that the usual one carries no test of NEAR.</summary>
internal interface IJpegLsMode
{
    /// <summary>Whether NEAR is 0 and MAXVAL + 1 a power of two: a mask is the modulo and the clamp of A.4.5.</summary>
    static abstract bool IsPlain { get; }
}

/// <summary>Lossless with samples of whole bits, as nearly every file has.</summary>
internal readonly struct JpegLsPlainMode : IJpegLsMode
{
    public static bool IsPlain => true;
}

/// <summary>Any NEAR, any MAXVAL.</summary>
internal readonly struct JpegLsGeneralMode : IJpegLsMode
{
    public static bool IsPlain => false;
}
