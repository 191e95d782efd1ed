using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The verb: from a view to intervals.</summary>
public sealed class EstimateIntervalsTests
{
    private static readonly IntervalOptions Options = new() { PatientColumnName = nameof(ScoredRow.Patient), Resamples = 200 };
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EstimateIntervals_Values_AreThoseOfEvaluateClinical()
    {
        IDataView view = MadeUpRows.View(_ml, MadeUpRows.Make(90, 40, seed: 1));
        ClinicalClassificationMetrics expected = _ml.MulticlassClassification.EvaluateClinical(view, groupColumnName: nameof(ScoredRow.Patient));

        ClinicalIntervals actual = _ml.CtVlm().EstimateIntervals(view, Options);

        Assert.Equal(90, actual.Count);
        Assert.Equal(40, actual.Patients);
        Assert.Equal(["0", "1", "2"], actual.ClassNames);
        Assert.Equal(expected.Accuracy, actual.Find(ClinicalMetricNames.Accuracy).Estimate, 1e-12);
        Assert.Equal(expected.QuadraticWeightedKappa, actual.Find(ClinicalMetricNames.QuadraticWeightedKappa).Estimate, 1e-12);
        Assert.Equal(expected.PerClass[1].Sensitivity, actual.Find(ClinicalMetricNames.Sensitivity, "1").Estimate, 1e-12);
        Assert.Equal(31, actual.Metrics.Count);
        Assert.All(actual.Metrics, metric =>
        {
            Assert.InRange(metric.Estimate, metric.Lower, metric.Upper);
            Assert.True(metric.Upper > metric.Lower && metric.StandardError > 0, metric.Name);
            Assert.Equal(200, metric.DefinedReplicates + metric.UndefinedReplicates);
            Assert.Equal(IntervalMethod.TransformedT, metric.Method);
        });
    }

    [Theory]
    [InlineData(nameof(ScoredRow.Patient))]
    [InlineData(nameof(ScoredRow.PatientKey))]
    [InlineData(nameof(ScoredRow.PatientNumber))]
    public void EstimateIntervals_AnyTypeOfPatient_GivesTheSame(string column)
    {
        IDataView view = MadeUpRows.View(_ml, MadeUpRows.Make(60, 25, seed: 2));

        Assert.Equal(
            _ml.CtVlm().EstimateIntervals(view, Options).Metrics,
            _ml.CtVlm().EstimateIntervals(view, Options with { PatientColumnName = column }).Metrics);
    }

    [Fact]
    public void EstimateIntervals_CopiedRowsOfAPatient_WidenNothing()
    {
        // Twenty patients whose row was copied four times hold no more than twenty rows.
        ScoredRows once = MadeUpRows.Make(20, 20, seed: 5);
        ScoredRows copied = new(
            3,
            [.. Copy(once.Actual)],
            [.. Copy(once.Predicted)],
            [.. Enumerable.Repeat(once.Scores, 4).SelectMany(scores => scores)],
            [.. Copy(once.Patients!)]);

        MetricInterval expected = Find(once, Options);
        MetricInterval byPatient = Find(copied, Options);
        MetricInterval byRow = Find(copied, Options with { PatientColumnName = null, RowsAreIndependent = true });

        Assert.Equal(expected.Lower, byPatient.Lower, 1e-12);
        Assert.Equal(expected.Upper, byPatient.Upper, 1e-12);
        Assert.True(byRow.Upper - byRow.Lower < 0.6 * (byPatient.Upper - byPatient.Lower));
    }

    [Theory]
    [InlineData(IntervalMethod.Percentile)]
    [InlineData(IntervalMethod.BiasCorrectedAccelerated)]
    [InlineData(IntervalMethod.ExpandedPercentile)]
    [InlineData(IntervalMethod.ExpandedBiasCorrectedAccelerated)]
    [InlineData(IntervalMethod.TransformedT)]
    public void EstimateIntervals_HigherLevel_IsWider(IntervalMethod method)
    {
        ScoredRows rows = MadeUpRows.Make(80, 30, seed: 6);
        MetricInterval narrow = Find(rows, Options with { Method = method, ConfidenceLevel = 0.8 });
        MetricInterval wide = Find(rows, Options with { Method = method, ConfidenceLevel = 0.99 });

        Assert.Equal(method, wide.Method);
        Assert.True(wide.Lower < narrow.Lower && narrow.Upper < wide.Upper);
    }

    [Fact]
    public void EstimateIntervals_ExpandedPercentile_IsWiderThanPercentile()
    {
        ScoredRows rows = MadeUpRows.Make(80, 12, seed: 6);
        MetricInterval percentile = Find(rows, Options with { Method = IntervalMethod.Percentile, Resamples = 2000 });
        MetricInterval expanded = Find(rows, Options with { Method = IntervalMethod.ExpandedPercentile, Resamples = 2000 });

        Assert.True(expanded.Lower < percentile.Lower && percentile.Upper < expanded.Upper);
    }

    [Fact]
    public void EstimateIntervals_PerfectModel_GivesExactIntervalsOfSharesAndSaysSo()
    {
        ScoredRows rows = new(2, [0, 0, 1, 1, 1], [0, 0, 1, 1, 1], [1, 0, 1, 0, 0, 1, 0, 1, 0, 1], [0, 1, 2, 2, 3]);
        ClinicalIntervals intervals = _ml.CtVlm().EstimateIntervals(MadeUpRows.View(_ml, rows), Options);
        MetricInterval accuracy = intervals.Find(ClinicalMetricNames.Accuracy);
        MetricInterval sensitivity = intervals.Find(ClinicalMetricNames.Sensitivity, "1");
        MetricInterval kappa = intervals.Find(ClinicalMetricNames.Kappa);

        Assert.Equal(IntervalMethod.ClopperPearson, accuracy.Method);
        Assert.Equal(1, accuracy.Upper);
        Assert.Equal(Math.Pow(0.025, 1.0 / 4), accuracy.Lower, 1e-9);
        Assert.Equal(Math.Pow(0.025, 1.0 / 2), sensitivity.Lower, 1e-9);
        Assert.Contains("exact interval of 2 patients", sensitivity.Note, StringComparison.Ordinal);
        Assert.Equal((1.0, 1.0), (kappa.Lower, kappa.Upper));
        Assert.Contains("no interval can be made", kappa.Note, StringComparison.Ordinal);
        Assert.True(kappa.UndefinedReplicates > 0);
    }

    [Fact]
    public void EstimateIntervals_AbsentClass_IsUndefinedWithANote()
    {
        ScoredRows rows = new(3, [0, 1, 0, 1], [0, 1, 1, 1], [.. Enumerable.Repeat(0.25, 4).SelectMany(p => new[] { p, 0.5, 0.25 })], [0, 1, 2, 3]);
        MetricInterval macro = _ml.CtVlm().EstimateIntervals(MadeUpRows.View(_ml, rows), Options).Find(ClinicalMetricNames.MacroAuroc);

        Assert.True(double.IsNaN(macro.Estimate) && double.IsNaN(macro.Lower) && double.IsNaN(macro.Upper));
        Assert.Equal(200, macro.UndefinedReplicates);
        Assert.Equal("a class has no row, or is the only one", macro.Note);
    }

    [Fact]
    public void EstimateIntervals_RareClass_CountsUndefinedResamplesAndStratifiedHasNone()
    {
        ScoredRows rows = new(
            2, [0, 0, 0, 0, 0, 1], [0, 0, 0, 1, 0, 1], [0.75, 0.25, 0.5, 0.5, 0.75, 0.25, 0.25, 0.75, 0.5, 0.5, 0.5, 0.5], [0, 1, 2, 3, 4, 5]);
        IDataView view = MadeUpRows.View(_ml, rows);
        MetricInterval free = _ml.CtVlm().EstimateIntervals(view, Options).Find(ClinicalMetricNames.MacroAuroc);
        MetricInterval stratified = _ml.CtVlm().EstimateIntervals(view, Options with { Stratified = true }).Find(ClinicalMetricNames.MacroAuroc);

        // The rare patient is missing from a share (5/6)^6 = 0.33 of resamples.
        Assert.InRange(free.UndefinedReplicates, 40, 95);
        Assert.Contains("resamples do not define it", free.Note, StringComparison.Ordinal);
        Assert.Equal(0, stratified.UndefinedReplicates);
        Assert.Null(stratified.Note);
    }

    [Fact]
    public void EstimateIntervals_MissingLabels_AreRefusedOrLeftOutAndCounted()
    {
        ScoredRow[] rows = MadeUpRows.ToRows(MadeUpRows.Make(40, 20, seed: 7));
        rows[3].Label = float.NaN;

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().EstimateIntervals(ScoredRow.View(_ml, rows, 3), Options));
        ClinicalIntervals intervals = _ml.CtVlm().EstimateIntervals(ScoredRow.View(_ml, rows, 3), Options with { MissingLabels = MissingLabelPolicy.SkipRow });

        Assert.StartsWith("EstimateIntervals: 1 of 40 rows have no label in column 'Label', the first is row 3;", refused.Message, StringComparison.Ordinal);
        Assert.Equal((39, 1), (intervals.Count, intervals.MissingLabelRows));
        Assert.StartsWith("39 rows of 20 patients; 1 row without label left out\n95 % intervals, 200 resamples of patients, seed 1\n", intervals.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void EstimateIntervals_OrderOfKeys_DoesNotMoveScores()
    {
        // Keys 0, 1, 2 mean the classes 2, 0, 1; slots of the score go with the keys.
        ScoredRows rows = MadeUpRows.Make(60, 30, seed: 8);
        int[] keyOf = [1, 2, 0];
        ScoredRow[] keyed = ScoredRow.Of(
            [.. rows.Actual.Select(k => (float)keyOf[k])],
            [.. rows.Predicted.Select(k => (float)keyOf[k])],
            3,
            [.. rows.Scores.Chunk(3).SelectMany(p => new[] { (float)p[2], (float)p[0], (float)p[1] })]);
        IntervalOptions options = Options with
        {
            PatientColumnName = null,
            RowsAreIndependent = true,
            LabelColumnName = nameof(ScoredRow.LabelKey),
            PredictedLabelColumnName = nameof(ScoredRow.PredictedKey),
        };

        ClinicalIntervals actual = _ml.CtVlm().EstimateIntervals(ScoredRow.View(_ml, keyed, 3, ["2", "0", "1"]), options);

        Assert.Equal(
            IntervalEstimator.Estimate(rows with { Patients = null }, ["0", "1", "2"], options),
            actual.Metrics);
        Assert.Null(actual.Patients);
    }

    [Fact]
    public void ToJson_AnyIntervals_HoldsEveryPublicValue()
    {
        ClinicalIntervals intervals = _ml.CtVlm().EstimateIntervals(MadeUpRows.View(_ml, MadeUpRows.Make(40, 20, seed: 9)), Options with { Metrics = ["accuracy", "auroc"] });
        using JsonDocument document = JsonDocument.Parse(intervals.ToJson());
        JsonElement root = document.RootElement;

        Assert.Equal(40, root.GetProperty("count").GetInt32());
        Assert.Equal(20, root.GetProperty("patients").GetInt32());
        Assert.Equal("transformedT", root.GetProperty("method").GetString());
        Assert.Equal(4, root.GetProperty("metrics").GetArrayLength());
        JsonElement last = root.GetProperty("metrics")[3];
        Assert.Equal("auroc", last.GetProperty("name").GetString());
        Assert.Equal("2", last.GetProperty("className").GetString());
        MetricInterval auroc = intervals.Find("auroc", "2");
        Assert.Equal(auroc.Estimate, last.GetProperty("estimate").GetDouble());
        Assert.Equal(auroc.Lower, last.GetProperty("lower").GetDouble());
        Assert.Equal(auroc.Upper, last.GetProperty("upper").GetDouble());
        Assert.Equal(auroc.StandardError, last.GetProperty("standardError").GetDouble());
        Assert.Equal(auroc.DefinedReplicates, last.GetProperty("definedReplicates").GetInt32());
    }

    [Fact]
    public void EstimateIntervals_BadOptions_AreRefusedTogether()
    {
        IDataView view = MadeUpRows.View(_ml, MadeUpRows.Make(10, 5, seed: 1));
        string neither = Refuse(view, new IntervalOptions { ConfidenceLevel = 1, Resamples = 5, Metrics = ["acuracy"], Method = IntervalMethod.ClopperPearson, MaxDegreeOfParallelism = 0 });
        string both = Refuse(view, new IntervalOptions { PatientColumnName = "Patient", RowsAreIndependent = true });

        Assert.StartsWith("EstimateIntervals: ", neither, StringComparison.Ordinal);
        Assert.Contains("got neither", neither, StringComparison.Ordinal);
        Assert.Contains("ConfidenceLevel must be above 0 and below 1, got 1", neither, StringComparison.Ordinal);
        Assert.Contains("Resamples must be 100 or more, got 5", neither, StringComparison.Ordinal);
        Assert.Contains("'acuracy', expected some of accuracy, balancedAccuracy", neither, StringComparison.Ordinal);
        Assert.Contains("got ClopperPearson", neither, StringComparison.Ordinal);
        Assert.Contains("MaxDegreeOfParallelism", neither, StringComparison.Ordinal);
        Assert.Contains("got both", both, StringComparison.Ordinal);
    }

    [Fact]
    public void EstimateIntervals_BadData_IsRefusedWithoutNamingPatients()
    {
        ScoredRow[] rows = MadeUpRows.ToRows(MadeUpRows.Make(10, 5, seed: 1));
        rows[4].Patient = " ";
        string noPatient = Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().EstimateIntervals(ScoredRow.View(_ml, rows, 3), Options)).Message;

        Assert.Contains("row 4", noPatient, StringComparison.Ordinal);
        Assert.DoesNotContain("patient 1", noPatient, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().EstimateIntervals(ScoredRow.View(_ml, rows, 3), Options with { PatientColumnName = "Nobody" }));
        Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().EstimateIntervals(ScoredRow.View(_ml, [], 3), Options));
    }

    [Fact]
    public void Find_UnknownMetric_ListsTheKnown()
    {
        ClinicalIntervals intervals = _ml.CtVlm().EstimateIntervals(MadeUpRows.View(_ml, MadeUpRows.Make(20, 10, seed: 1)), Options with { Metrics = ["accuracy"] });

        Assert.Contains("the result has accuracy.", Assert.Throws<ArgumentException>(() => intervals.Find("kappa")).Message, StringComparison.Ordinal);
    }

    private static int[] Copy(int[] values) => [.. Enumerable.Repeat(values, 4).SelectMany(copy => copy)];

    private static MetricInterval Find(ScoredRows rows, IntervalOptions options)
    {
        ScoredRows read = options.RowsAreIndependent ? rows with { Patients = null } : rows;
        return IntervalEstimator.Estimate(read, ["0", "1", "2"], options).First(metric => metric.Name == ClinicalMetricNames.Accuracy);
    }

    private string Refuse(IDataView view, IntervalOptions options)
        => Assert.Throws<ArgumentException>(() => _ml.CtVlm().EstimateIntervals(view, options)).Message;
}
