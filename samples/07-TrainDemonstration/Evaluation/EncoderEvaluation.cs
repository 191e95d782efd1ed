using CtVlm.MLNet;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace TrainDemonstration;

/// <summary>Tests an encoder on fresh patients against mean HU and against the network before training, and writes the table of its card.</summary>
internal sealed class EncoderEvaluation
{
    private const string ZeroShot = "trained, zero-shot";
    private const string Probe = "trained, linear probe";
    private const string UntrainedProbe = "untrained, linear probe";
    private const string MeanHuProbe = "mean HU, linear probe";

    private static readonly string[] s_metrics = [ClinicalMetricNames.Accuracy, ClinicalMetricNames.BalancedAccuracy, ClinicalMetricNames.QuadraticWeightedKappa];

    // The classes in words, named by their number.
    private static readonly ZeroShotClass[] s_classes = [.. Enum.GetValues<PhantomSeverity>().Select(s => new ZeroShotClass($"{(int)s}", PhantomReport.Impressions(s)))];

    private readonly MLContext _ml = new(seed: 1);
    private readonly TrainingPlan _plan;
    private readonly VlmEncoder _encoder;
    private readonly PreparedCohort _cohort;
    private readonly CohortEmbedder _embedder;
    private readonly TextWriter _report;
    private readonly IReadOnlyList<(string Name, ITransformer Model)> _models;

    private EncoderEvaluation(TrainingPlan plan, VlmEncoder encoder, PreparedCohort cohort, CohortEmbedder embedder, TextWriter report)
    {
        _plan = plan;
        _encoder = encoder;
        _cohort = cohort;
        _embedder = embedder;
        _report = report;
        IDataView probe = Load(plan.ProbeSeed, plan.ProbePatients, PhantomAcquisition.Standard);
        _models =
        [
            (ZeroShot, _ml.Transforms.ScoreZeroShot(nameof(EvaluationRow.Image), encoder, s_classes).Fit(probe)),
            (Probe, LinearProbe.Fit(_ml, probe, nameof(EvaluationRow.Image))),
            (UntrainedProbe, LinearProbe.Fit(_ml, probe, nameof(EvaluationRow.Untrained))),
            (MeanHuProbe, LinearProbe.Fit(_ml, probe, nameof(EvaluationRow.MeanHu))),
        ];
    }

    /// <summary>Evaluates.</summary>
    /// <param name="plan">Seeds and sizes.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="cohort">The patients.</param>
    /// <param name="embedder">Embeds them.</param>
    /// <param name="report">Takes the tables, as Markdown.</param>
    /// <returns>Whether zero-shot and probe are both better than both baselines on both sets, the lower end of the paired interval of accuracy above 0.</returns>
    public static bool Run(TrainingPlan plan, VlmEncoder encoder, PreparedCohort cohort, CohortEmbedder embedder, TextWriter report)
    {
        EncoderEvaluation evaluation = new(plan, encoder, cohort, embedder, report);
        bool same = evaluation.Test("same scanner settings", plan.TestSeed, PhantomAcquisition.Standard);
        return evaluation.Test("shifted scanner settings", plan.ShiftedSeed, PhantomAcquisition.Shifted) && same;
    }

    private IDataView Load(int seed, int count, PhantomAcquisition acquisition) => _ml.Data.LoadFromEnumerable(_embedder.Embed(_encoder, _cohort.Open(seed, count, acquisition, _embedder)));

    private bool Test(string name, int seed, PhantomAcquisition acquisition)
    {
        IDataView rows = Load(seed, _plan.TestPatients, acquisition);
        Dictionary<string, IDataView> scored = _models.ToDictionary(m => m.Name, m => m.Model.Transform(rows));
        _report.WriteLine($"### Test set with {name}: {_plan.TestPatients} patients, seed {seed}\n");
        WriteAccuracy(scored);
        bool isBetter = WriteDifferences(scored);
        WriteRetrieval(rows);
        return isBetter;
    }

    private void WriteAccuracy(Dictionary<string, IDataView> scored)
    {
        ReferenceLevel majority = _ml.MulticlassClassification.EvaluateClinical(scored[Probe], labelColumnName: nameof(EvaluationRow.Severity)).MajorityLevel;
        _report.WriteLine("| | accuracy | balanced accuracy | quadratic weighted kappa |\n|---|---|---|---|");
        _report.WriteLine(FormattableString.Invariant($"| most frequent class | {majority.Accuracy:F3} | .333 | 0 |"));
        foreach ((string method, IDataView rows) in scored)
        {
            ClinicalIntervals intervals = _ml.CtVlm().EstimateIntervals(rows, new IntervalOptions
            {
                LabelColumnName = nameof(EvaluationRow.Severity),
                PatientColumnName = nameof(EvaluationRow.PatientId),
                Metrics = s_metrics,
            });
            _report.WriteLine($"| {method} | {string.Join(" | ", s_metrics.Select(m => Show(intervals.Find(m).Estimate, intervals.Find(m).Lower, intervals.Find(m).Upper)))} |");
        }

        _report.WriteLine();
    }

    private bool WriteDifferences(Dictionary<string, IDataView> scored)
    {
        bool isBetter = true;
        _report.WriteLine("| paired difference | accuracy | balanced accuracy | quadratic weighted kappa |\n|---|---|---|---|");
        foreach (string method in new[] { ZeroShot, Probe })
        {
            foreach (string baseline in new[] { UntrainedProbe, MeanHuProbe })
            {
                ClinicalComparison comparison = _ml.CtVlm().ComparePredictions(scored[method], scored[baseline], new ComparisonOptions
                {
                    LabelColumnName = nameof(EvaluationRow.Severity),
                    PatientColumnName = nameof(EvaluationRow.PatientId),
                    Metrics = s_metrics,
                });
                isBetter &= comparison.Find(ClinicalMetricNames.Accuracy).Lower > 0;
                _report.WriteLine($"| {method} - {baseline} | {string.Join(" | ", s_metrics.Select(m => Show(comparison.Find(m).Difference, comparison.Find(m).Lower, comparison.Find(m).Upper)))} |");
            }
        }

        _report.WriteLine();
        return isBetter;
    }

    private void WriteRetrieval(IDataView rows)
    {
        _report.WriteLine("| text-to-image retrieval | queries | mean reciprocal rank | random level |\n|---|---|---|---|");
        foreach ((string who, string column) in new[] { ("all patients' reports", nameof(EvaluationRow.Report)), ("diseased patients' reports", nameof(EvaluationRow.DiseasedReport)) })
        {
            RetrievalMetrics metrics = _ml.CtVlm().EvaluateRetrieval(rows, column, nameof(EvaluationRow.Image), nameof(EvaluationRow.Key), nameof(EvaluationRow.PatientId));
            RetrievalFigure figure = metrics.MeanReciprocalRank;
            _report.WriteLine(FormattableString.Invariant($"| {who} | {metrics.Queries} of {metrics.Candidates} | {Show(figure.Value, figure.Interval!.Value.Low, figure.Interval!.Value.High)} | {figure.RandomLevel:F3} |"));
        }

        _report.WriteLine();
    }

    private static string Show(double value, double low, double high) => FormattableString.Invariant($"{value:F3} [{low:F3}, {high:F3}]");
}
