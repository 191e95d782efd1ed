using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>What holds for every volume that is delivered, whatever the files were.</summary>
internal static class VolumeChecks
{
    /// <summary>Reads the whole volume and checks its values and geometry.</summary>
    /// <exception cref="DicomException">A slice cannot be read.</exception>
    /// <exception cref="FuzzFailureException">The volume cannot be right.</exception>
    public static void Check(CtVolume volume)
    {
        Check(volume.Geometry, volume.SliceCount);
        CtStatistics statistics = volume.ComputeStatistics(maxDegreeOfParallelism: 1);
        FuzzFailureException.Unless(
            float.IsFinite(statistics.MinHu) && float.IsFinite(statistics.MaxHu) && double.IsFinite(statistics.MeanHu), "A Hounsfield unit is not finite.");
        FuzzFailureException.Unless(statistics.MinHu <= statistics.MaxHu, "The least value is above the greatest.");
        FuzzFailureException.Unless(
            statistics.PaddingVoxels >= 0 && statistics.PaddingVoxels <= (long)volume.SliceCount * volume.Rows * volume.Columns, "More padding than voxels.");
        FuzzFailureException.Unless(volume.GetContentFingerprint().Length == 64, "The fingerprint is no SHA-256.");
    }

    private static void Check(CtGeometry geometry, int slices)
    {
        FuzzFailureException.Unless(geometry.SlicePositionsMm.Count == slices, "There is not one position a slice.");
        FuzzFailureException.Unless(geometry.AffineLps.All(double.IsFinite), "The affine is not finite.");
        FuzzFailureException.Unless(geometry.SpacingMm.All(spacing => double.IsFinite(spacing) && spacing > 0), "A spacing is not above 0.");
        FuzzFailureException.Unless(double.IsFinite(geometry.TiltDegrees), "The tilt is not finite.");
        for (int i = 1; i < slices; i++)
        {
            FuzzFailureException.Unless(geometry.SlicePositionsMm[i] > geometry.SlicePositionsMm[i - 1], "Positions do not ascend: one plane is there twice.");
        }
    }
}
