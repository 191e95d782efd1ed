using System.Globalization;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Phantoms;

/// <summary>Writes the files of one patient below a cohort's folder.</summary>
internal sealed class PatientFiles(string folder, int seed, PhantomOptions options, string transferSyntax)
{
    /// <summary>Writes series/ID/Sk/*.dcm and masks/ID-Sk.safetensors for each series k.</summary>
    /// <returns>Paths of the series, relative to the cohort's folder, with forward slashes.</returns>
    public IReadOnlyList<string> Write(PhantomPatient patient, int index, CancellationToken cancellationToken)
    {
        List<string> paths = [];
        for (int k = 0; k < patient.Series.Count; k++)
        {
            string number = (k + 1).ToString(CultureInfo.InvariantCulture);
            string path = $"{PhantomCohort.SeriesFolder}/{patient.Id}/S{number}";
            PhantomSeries series = patient.Series[k];
            DicomSeriesContent content = new()
            {
                Hu = series.Hu,
                Rows = series.Rows,
                Columns = series.Columns,
                Geometry = series.Geometry,
                Identity = Identify(patient.Id, index, k),
            };
            DicomSeriesWriter.Write(Path.Combine(folder, path), content, transferSyntax, cancellationToken);
            MaskFile.Write(Path.Combine(folder, PhantomCohort.MaskFolder, $"{patient.Id}-S{number}.safetensors"), series);
            paths.Add(path);
        }

        return paths;
    }

    // Everything that changes the images goes into the identifiers: other images never carry the same ones.
    private DicomSeriesIdentity Identify(string id, int index, int series)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"CtVlm.MLNet phantom/{seed}/{index}/{options.ImageSize}/{options.SliceCount}/{options.Acquisition}");
        return new DicomSeriesIdentity
        {
            PatientName = $"Phantom^{id}",
            PatientId = id,
            StudyInstanceUid = SyntheticUid.Create($"{name}/study"),
            SeriesInstanceUid = SyntheticUid.Create(string.Create(CultureInfo.InvariantCulture, $"{name}/series/{series}")),
            FrameOfReferenceUid = SyntheticUid.Create($"{name}/frame"),
            SeriesNumber = series + 1,
            SeriesDescription = "Synthetic CT enterography",
        };
    }
}
