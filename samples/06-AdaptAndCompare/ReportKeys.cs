using CtVlm.MLNet;
using Microsoft.ML;

namespace AdaptAndCompare;

/// <summary>Reads the label tuple out of a report: grade, place, stratification, comb sign, stricture.</summary>
internal static class ReportKeys
{
    private static readonly string[] s_places = ["right lower quadrant", "left lower quadrant", "upper abdomen", "pelvis"];
    private static readonly string[] s_stratified = ["mural stratification is present", "is stratified with", "layered enhancement"];
    private static readonly string[] s_comb = ["comb sign is present", "vasa recta are engorged", "engorged vasa recta"];
    private static readonly string[] s_stricture = ["a stricture with upstream", "stricture with dilated", "there is luminal narrowing", "stricture with upstream dilation", "stricturing disease"];

    /// <summary>The rows of a cohort, each with its key; paths made absolute.</summary>
    public static IEnumerable<KeyedStudy> Add(MLContext ml, string cohort)
    {
        IDataView rows = ml.Data.LoadFromTextFile<CtStudy>(Path.Combine(cohort, "studies.csv"), ',', hasHeader: true, allowQuoting: true);
        return [.. ml.Data.CreateEnumerable<CtStudy>(rows, reuseRowObject: false).Select(row => new KeyedStudy
        {
            SeriesPath = Path.Combine(cohort, row.SeriesPath),
            PatientId = row.PatientId,
            Severity = row.Severity,
            Report = row.Report,
            Key = $"{row.Severity} {s_places.FirstOrDefault(row.Report.Contains)} {s_stratified.Any(row.Report.Contains)} {s_comb.Any(row.Report.Contains)} {s_stricture.Any(row.Report.Contains)}",
        })];
    }
}
