namespace CtVlm.MLNet.Dicom;

/// <summary>Where a volume's Hounsfield units come from: files that are decoded on demand, or memory.</summary>
/// <remarks>Implementations hold no handle between calls, at most a few planes that were resampled, and are safe for concurrent calls: slices of one volume are decoded in parallel.</remarks>
internal interface ICtSliceSource
{
    /// <summary>How many bytes of Hounsfield units may be read at once; see <see cref="DicomLimits.MaxVolumeBytes"/>.</summary>
    long MaxVolumeBytes => 4L * Array.MaxLength;

    /// <summary>SHA-256 over the stored pixel bytes, rescale and geometry, lower-case hex; does not decode.</summary>
    string ComputeContentFingerprint(CancellationToken cancellationToken);

    /// <summary>Writes the Hounsfield units of one slice, rows x columns values, row by row.</summary>
    void ReadSlice(int sliceIndex, Span<float> destination);

    /// <summary>Does the same as <see cref="ReadSlice"/> and says how many voxels hold the padding value that the file declares; 0 where there is no such thing.</summary>
    int ReadSliceAndCountPadding(int sliceIndex, Span<float> destination)
    {
        ReadSlice(sliceIndex, destination);
        return 0;
    }
}
