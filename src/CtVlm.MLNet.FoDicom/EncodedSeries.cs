using System.Globalization;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.FoDicom;

/// <summary>Opens the CT series among encoded data sets.</summary>
internal static class EncodedSeries
{
    /// <summary>Reads all slices of the one series.</summary>
    /// <exception cref="Dicom.DicomException">There is no CT series, or there are several, or it cannot be read.</exception>
    public static CtVolume Open(IReadOnlyList<byte[]> files, CtReadOptions? options, string? seriesInstanceUid)
    {
        string folder = Directory.CreateTempSubdirectory("ctvlm-fodicom-").FullName;
        try
        {
            for (int i = 0; i < files.Count; i++)
            {
                File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"data set {i:00000}")), files[i]);
            }

            using CtVolume volume = CtVolume.Open(folder, options, seriesInstanceUid);
            return CtVolume.FromHu(volume.ReadAll(), volume.Geometry, volume.Rows, volume.Columns, volume.Series);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
