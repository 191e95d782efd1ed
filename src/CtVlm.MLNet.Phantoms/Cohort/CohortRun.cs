using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Phantoms;

/// <summary>Gathers what the threads have finished.</summary>
internal sealed class CohortRun(int patients, IProgress<PhantomProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<string>?[] _paths = new IReadOnlyList<string>?[patients];
    private readonly PhantomSeverity[] _severities = new PhantomSeverity[patients];
    private readonly string[] _reports = new string[patients];
    private int _completed;
    private int _series;

    public void Complete(int index, PhantomPatient patient, IReadOnlyList<string> paths)
    {
        _paths[index] = paths;
        _severities[index] = patient.Severity;
        _reports[index] = patient.Report.Text;
        lock (_lock)
        {
            _completed++;
            _series += paths.Count;
            progress?.Report(new PhantomProgress(_completed, patients, _series));
        }
    }

    public string ToCsv()
    {
        StringBuilder text = new();
        CsvText.AppendRow(text, "series_path", "patient_id", "severity", "report");
        for (int i = 0; i < patients; i++)
        {
            foreach (string path in _paths[i] ?? [])
            {
                CsvText.AppendRow(text, path, PhantomPatient.IdOf(i), ((int)_severities[i]).ToString(CultureInfo.InvariantCulture), _reports[i]);
            }
        }

        return text.ToString();
    }

    public PhantomCohortSummary Summarize(string studies)
    {
        int[] counts = new int[3];
        foreach (PhantomSeverity severity in _severities)
        {
            counts[(int)severity]++;
        }

        return new PhantomCohortSummary(studies, patients, _series, counts);
    }
}
