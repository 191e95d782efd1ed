namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The one thing in which writing and reading differ: an encoder writes the number given, a decoder reads it and gives it back.</summary>
internal interface IT87Coder
{
    bool IsEncoder { get; }

    /// <summary>One bit.</summary>
    int Bit(int value);

    /// <summary>A code word of A.5.3.</summary>
    int Golomb(int value, int k, int limit, int escapeBits);

    /// <summary>Ends a restart interval, or the scan where <paramref name="marker"/> is null.</summary>
    void Align(byte? marker);
}
