using CtVlm.MLNet.Phantoms;
using Microsoft.ML;

namespace CtVlm.MLNet.Testing;

/// <summary>A small synthetic cohort on disk, one series a patient, made once and shared by the tests of a process.</summary>
public sealed class TestCohort
{
    private static readonly Lazy<TestCohort> SharedCohort = new(() => new TestCohort(24));

    private readonly TemporaryFolder _folder = new();

    private TestCohort(int patients)
    {
        var options = new PhantomOptions { ImageSize = 48, SliceCount = 8, SeriesPerPatient = 1 };
        PhantomCohort.Write(_folder.Path, patients, seed: 7, options);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _folder.Dispose();
    }

    public static TestCohort Shared => SharedCohort.Value;

    public string Folder => _folder.Path;

    public string CsvPath => _folder.Combine("studies.csv");

    /// <summary>Rows of studies.csv, paths made absolute.</summary>
    public IReadOnlyList<CtStudy> Rows(MLContext ml) =>
        [.. ml.Data.CreateEnumerable<CtStudy>(LoadCsv(ml), reuseRowObject: false).Select(row => new CtStudy
        {
            SeriesPath = _folder.Combine(row.SeriesPath),
            PatientId = row.PatientId,
            Severity = row.Severity,
            Report = row.Report,
        })];

    /// <summary>The first rows as a view whose columns can all be saved.</summary>
    public IDataView View(MLContext ml, int rows = int.MaxValue) => ml.Data.LoadFromEnumerable(Rows(ml).Take(rows));

    private IDataView LoadCsv(MLContext ml) => ml.Data.LoadFromTextFile<CtStudy>(CsvPath, ',', hasHeader: true, allowQuoting: true);
}
