namespace CtVlm.MLNet.Dicom;

/// <summary>How the samples of one frame are laid out. Made by <see cref="PixelFormatReader"/>, which has checked every number.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 8.1.1 and 8.2; PS3.3 C.7.6.3.1.</remarks>
internal sealed record PixelFormat
{
    public required int Rows { get; init; }

    public required int Columns { get; init; }

    /// <summary>8, 16 or 32.</summary>
    public required int BitsAllocated { get; init; }

    /// <summary>1 to BitsAllocated.</summary>
    public required int BitsStored { get; init; }

    /// <summary>BitsStored - 1 to BitsAllocated - 1; bits above it are overlays or rubbish.</summary>
    public required int HighBit { get; init; }

    public required bool IsSigned { get; init; }

    /// <summary>Size of the unit whose bytes are reversed in the file, 2 or 4; 0 for none.</summary>
    public int SwapBytes { get; init; }

    public int PixelCount => Rows * Columns;

    public int SampleBytes => BitsAllocated / 8;

    public int FrameBytes => PixelCount * SampleBytes;

    /// <summary>Bytes that hold a number of samples, the last unit to swap made whole.</summary>
    public int StoredBytes(int samples) => SwapBytes == 2 ? ((samples * SampleBytes) + 1) & ~1 : samples * SampleBytes;

    /// <summary>Shifts out what lies above HighBit.</summary>
    public int ShiftLeft => BitsAllocated - 1 - HighBit;

    /// <summary>Brings bit 0 of the value down, and, when signed, extends the sign.</summary>
    public int ShiftRight => BitsAllocated - BitsStored;

    public double MinStored => IsSigned ? -Math.ScaleB(1, BitsStored - 1) : 0;

    public double MaxStored => Math.ScaleB(1, IsSigned ? BitsStored - 1 : BitsStored) - 1;
}
