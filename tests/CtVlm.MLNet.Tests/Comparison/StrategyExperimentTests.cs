using CtVlm.MLNet.Probe;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public sealed class StrategyExperimentTests
{
    private readonly ComparisonFixture _fixture = new();

    [Fact]
    public void Run_ManyStrategies_EncodesEachSliceOncePerRendering()
    {
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings() with
        {
            Space = StrategySpace.Combinations(new StrategyLists
            {
                Encoders = [_fixture.Counter.ToEncoder()],
                Renderings = [CtRendering.EnterographyRgb(SliceSelection.Uniform(ComparisonFixture.SlicesPerSeries)), CtRendering.SoftTissue(SliceSelection.Uniform(ComparisonFixture.SlicesPerSeries))],
                Poolings = [SlicePooling.Mean(), SlicePooling.Max(), SlicePooling.MeanStd()],
                Projections = [EmbeddingProjection.Identity(), EmbeddingProjection.Standardizing(), EmbeddingProjection.Pca(5)],
                Trainers = [StrategyTrainer.LbfgsMaximumEntropy(), StrategyTrainer.SdcaMaximumEntropy(0.01)],
            }),
            RefitsBest = true,
        });
        Assert.Equal(36, result.RunDetails.Count);
        Assert.All(result.RunDetails, run => Assert.Equal(StrategyRunStatus.Completed, run.Status));
        Assert.Equal(2 * ComparisonFixture.Rows * ComparisonFixture.SlicesPerSeries, _fixture.Counter.Slices);
        Assert.Equal(2, result.EmbeddingPasses);
        Assert.True(result.BestRun.Metric > 0.5, result.ToTable());
    }

    [Fact]
    public void Run_EveryRow_IsTestedOnceByAModelThatKnowsNeitherItNorItsPatient()
    {
        StrategyRunDetail run = Assert.Single(_fixture.Run(_fixture.Settings(_fixture.Strategy())).RunDetails);
        Assert.Equal(Enumerable.Range(0, ComparisonFixture.Rows), run.Predictions.Select(p => (int)p.Row));
        Assert.All(run.Predictions.GroupBy(p => p.Row / 2), patient => Assert.Single(patient.Select(p => p.Fold).Distinct()));
        Assert.Equal(ComparisonFixture.Rows, run.Folds.Sum(f => f.TestRows));
        Assert.Equal(ComparisonFixture.Rows, run.ValidationMetrics!.Count);
        Assert.Equal(ComparisonFixture.Patients, run.ValidationMetrics.Groups);
        Assert.Equal(run.Predictions.Count(p => p.Predicted == p.Actual) / (double)ComparisonFixture.Rows, run.ValidationMetrics.Accuracy, 1e-12);
    }

    [Theory]
    [InlineData(StrategyMetric.MacroF1)]
    [InlineData(StrategyMetric.BalancedAccuracy)]
    [InlineData(StrategyMetric.Accuracy)]
    [InlineData(StrategyMetric.QuadraticWeightedKappa)]
    [InlineData(StrategyMetric.MacroMeanAbsoluteError)]
    public void Run_Metric_IsThatOfTheClinicalEvaluation(StrategyMetric metric)
    {
        StrategyRunDetail run = _fixture.Run(_fixture.Settings(_fixture.Strategy()) with { Metric = metric }).BestRun;
        ClinicalClassificationMetrics metrics = run.ValidationMetrics!;
        double expected = metric switch
        {
            StrategyMetric.MacroF1 => metrics.MacroF1,
            StrategyMetric.BalancedAccuracy => metrics.BalancedAccuracy,
            StrategyMetric.Accuracy => metrics.Accuracy,
            StrategyMetric.QuadraticWeightedKappa => metrics.QuadraticWeightedKappa,
            _ => metrics.MacroMeanAbsoluteError,
        };
        Assert.Equal(expected, run.Metric, 1e-12);
        double[] folds = [.. run.Folds.Select(f => f.Metric)];
        Assert.Equal(Math.Sqrt(folds.Sum(f => (f - folds.Average()) * (f - folds.Average())) / 2 / 3), run.StandardError, 1e-12);
    }

    [Fact]
    public void Run_ProjectionThatLearns_SeesTrainingRowsOnly()
    {
        List<float> means = [];
        StrategyTrainer spy = StrategyTrainer.From("spy", ml => new SpyEstimator(ml, view =>
        {
            List<float[]> rows = ViewReading.ReadColumn<float[]>(view, "Features");
            Assert.Equal(ComparisonFixture.Rows * 2 / 3, rows.Count);
            means.AddRange(Enumerable.Range(0, rows[0].Length).Select(i => rows.Average(r => r[i])));
        }));
        _fixture.Run(_fixture.Settings(_fixture.Strategy(spy)));
        Assert.Equal(3 * CountingEncoder.Width, means.Count);
        Assert.All(means, mean => Assert.Equal(0, mean, 1e-4));
    }

    [Fact]
    public void Run_ThreadsAndBatches_DoNotChangeTheResult()
    {
        VlmEncoder encoder = _fixture.Counter.ToEncoder();
        StrategyExperimentSettings settings = ComparisonProbe.Settings(encoder) with { MaxParallelFits = 1 };
        string one = ComparisonProbe.Describe(_fixture.Run(settings));
        string four = ComparisonProbe.Describe(_fixture.Run(settings with { MaxParallelFits = 4 }));
        string decode = ComparisonProbe.Describe(new ComparisonFixture(new CtRuntimeOptions { DecodeParallelism = 3 }).Run(settings));
        Assert.Equal(one, four);
        Assert.Equal(one, decode);
    }

    [Fact]
    public void Run_OrderOfTheSpace_DoesNotChangeAStrategy()
    {
        EmbeddingStrategy[] strategies = [_fixture.Strategy(StrategyTrainer.SdcaMaximumEntropy()), _fixture.Strategy(projection: EmbeddingProjection.Pca(3)), _fixture.Strategy(pooling: SlicePooling.Max())];
        StrategyExperimentResult forward = _fixture.Run(_fixture.Settings(strategies));
        StrategyExperimentResult backward = _fixture.Run(_fixture.Settings([.. strategies.Reverse()]));
        foreach (StrategyRunDetail run in forward.RunDetails)
        {
            StrategyRunDetail same = backward.RunDetails.Single(r => r.Strategy == run.Strategy);
            Assert.Equal(run.Predictions.SelectMany(p => p.Scores), same.Predictions.SelectMany(p => p.Scores));
        }
    }

    [Fact]
    public void Run_StrategyThatFails_IsRecordedAndTheOthersGoOn()
    {
        StrategyTrainer broken = StrategyTrainer.From("broken", _ => throw new InvalidOperationException("This trainer is broken."));
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(_fixture.Strategy(broken), _fixture.Strategy(), _fixture.Strategy(projection: EmbeddingProjection.Pca(500))));
        Assert.Equal([StrategyRunStatus.Failed, StrategyRunStatus.Completed, StrategyRunStatus.Failed], result.RunDetails.Select(r => r.Status));
        Assert.Equal($"InvalidOperationException: {StrategyFailureText.Untold}", result.RunDetails[0].ErrorMessage);
        Assert.Equal("This trainer is broken.", result.RunDetails[0].Failure!.Message);
        Assert.Contains("components", result.RunDetails[2].ErrorMessage, StringComparison.Ordinal);
        Assert.Null(result.RunDetails[1].Failure);
        Assert.Equal([0, 2], _fixture.Monitor.Failed.Select(f => f.Trial.TrialId).Order());
        Assert.Same(result.RunDetails[1], result.BestRun);
        Assert.Contains("2 strategies failed", result.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AllFail_SaysWhy()
    {
        StrategyTrainer broken = StrategyTrainer.From("broken", _ => throw new InvalidOperationException("This trainer is broken."));
        var failure = Assert.Throws<InvalidOperationException>(() => _fixture.Run(_fixture.Settings(_fixture.Strategy(broken))));
        Assert.Contains("none of the 1 strategies could be fitted", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith($"InvalidOperationException: {StrategyFailureText.Untold}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_EncoderThatFails_FailsItsStrategiesOnly()
    {
        VlmEncoder broken = VlmEncoder.FromFactory("broken", "broken-1", _fixture.Strategy().Encoder.Vision, _ => throw new InvalidOperationException("No weights."));
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(_fixture.Strategy() with { Encoder = broken }, _fixture.Strategy()));
        Assert.Equal([StrategyRunStatus.Failed, StrategyRunStatus.Completed], result.RunDetails.Select(r => r.Status));
        Assert.StartsWith("The encoder pass failed: InvalidOperationException: its message is not told", result.RunDetails[0].ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("No weights.", result.RunDetails[0].Failure!.Message);
    }

    [Fact]
    public void Run_Monitor_IsToldOfEachStrategyOnce()
    {
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(_fixture.Strategy(), _fixture.Strategy(projection: EmbeddingProjection.Pca(3))) with { NestedFolds = 2 });
        Assert.Equal([0, 1], _fixture.Monitor.Running.Select(t => t.TrialId).Order());
        Assert.Equal([0, 1], _fixture.Monitor.Completed.Select(r => r.Trial.TrialId).Order());
        Assert.Equal(result.BestRun.Trial.TrialId, _fixture.Monitor.Best[^1].Trial.TrialId);
    }

    [Fact]
    public void Run_Nested_TestsTheChoiceOnRowsWithoutPartInIt()
    {
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(_fixture.Strategy(), _fixture.Strategy(projection: EmbeddingProjection.Pca(3))) with { NestedFolds = 2 });
        Assert.Equal(3, result.Nested!.ChosenTrialIds.Count);
        Assert.All(result.Nested.ChosenTrialIds, id => Assert.InRange(id, 0, 1));
        Assert.InRange(result.Nested.Metric, 0.3, 1);
        Assert.Contains("expect this, not the best's own figure", result.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SuccessiveHalving_RunsFewerFitsAndLeavesTheRestBehind()
    {
        int fits = 0;
        EmbeddingStrategy[] strategies = [.. Enumerable.Range(1, 9).Select(i => _fixture.Strategy(StrategyTrainer.From($"l2={i}", ml =>
        {
            Interlocked.Increment(ref fits);
            return StrategyTrainer.LbfgsMaximumEntropy(i).Create(ml);
        })))];
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(strategies) with { Tuner = StrategyTuner.SuccessiveHalving(reduction: 3) });
        Assert.Equal(9 + (3 * 2), fits);
        Assert.Equal(3, result.RunDetails.Count(r => r.Status == StrategyRunStatus.Completed));
        Assert.Equal(6, result.RunDetails.Count(r => r.Status == StrategyRunStatus.Eliminated));
        Assert.All(result.RunDetails.Where(r => r.Status == StrategyRunStatus.Eliminated), r => Assert.Single(r.Folds));
        Assert.Equal(StrategyRunStatus.Completed, result.BestRun.Status);
    }

    [Fact]
    public void Run_SkipRow_LeavesTheSameRowsOutOfAllStrategies()
    {
        SyntheticRow[] rows = SyntheticCohort.Rows(ComparisonFixture.Patients);
        rows[3].Volume = null;
        rows[4].Severity = float.NaN;
        IDataView data = _fixture.Ml.Data.LoadFromEnumerable(rows);
        StrategyExperimentSettings settings = _fixture.Settings(_fixture.Strategy(), _fixture.Strategy(rendering: CtRendering.SoftTissue(SliceSelection.Uniform(2))));
        Assert.Throws<Dicom.DicomException>(() => _fixture.Run(settings, data));
        StrategyExperimentResult result = _fixture.Run(settings with { OnError = SeriesErrorPolicy.SkipRow }, data);
        Assert.Equal((ComparisonFixture.Rows - 2, 1, 1), (result.Rows, result.MissingLabelRows, result.FailedSeriesRows));
        Assert.All(result.RunDetails, run => Assert.Equal(Enumerable.Range(0, ComparisonFixture.Rows).Except([3, 4]), run.Predictions.Select(p => (int)p.Row)));
        Assert.Contains(result.Warnings, w => w.StartsWith("1 labelled rows were left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_Model_PredictsFromVolumesAndRunsNoEncoderToBeMade()
    {
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(_fixture.Strategy(pooling: SlicePooling.GatedAttention(new PoolingTraining { MaxEpochs = 3 }))) with { RefitsBest = true });
        Assert.Equal(ComparisonFixture.Rows * ComparisonFixture.SlicesPerSeries, _fixture.Counter.Slices);
        IDataView scored = result.Model!.Transform(SyntheticCohort.View(_fixture.Ml, patients: 6, seed: 99));
        List<string> predicted = ViewReading.ReadColumn<string>(scored, "PredictedLabel");
        Assert.Equal(12, predicted.Count);
        Assert.All(predicted, p => Assert.Contains(p, result.ClassNames));
    }

    [Fact]
    public void Run_ModelOfASeededEncoder_IsSavedWithItsHead()
    {
        using TemporaryFolder folder = new();
        MLContext ml = _fixture.Ml;
        IDataView studies = TestCohort.Shared.View(ml);
        StrategyExperimentResult result = _fixture.Run(
            _fixture.Settings(_fixture.Strategy() with { Encoder = VlmEncoder.FromSeed(1), Projection = EmbeddingProjection.Pca(4) }) with { RefitsBest = true },
            studies,
            ml.Transforms.LoadCtSeries("Volume", "SeriesPath"));
        ml.Model.Save(result.Model, studies.Schema, folder.Combine("model.zip"));
        ITransformer loaded = ml.Model.Load(folder.Combine("model.zip"), out _);
        Assert.Equal(
            ViewReading.ReadColumn<float[]>(result.Model!.Transform(studies), "Score").SelectMany(s => s),
            ViewReading.ReadColumn<float[]>(loaded.Transform(studies), "Score").SelectMany(s => s));
    }

    [Fact]
    public void Run_ReportsAndATextTower_MeasuresRetrievalBesideClassification()
    {
        VlmEncoder encoder = VlmEncoder.FromSeed(1, new ClipEncoderSize { ImageSize = 32, Width = 32, Layers = 1, Heads = 2, ProjectedWidth = 16 });
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(
            _fixture.Strategy() with { Encoder = encoder },
            _fixture.Strategy(pooling: SlicePooling.MeanStd()) with { Encoder = encoder },
            _fixture.Strategy(projection: EmbeddingProjection.ModalityGapShift(1, "ReportEmbedding", EmbeddingModality.Image)) with { Encoder = encoder },
            _fixture.Strategy()) with
        { ReportColumnName = "Report", Metric = StrategyMetric.TextToImageMrr });
        Assert.Equal([true, false, true, false], result.RunDetails.Select(r => r.Retrieval is not null));
        Assert.All(result.RunDetails, run => Assert.Equal(StrategyRunStatus.Completed, run.Status));
        StrategyRetrieval metrics = result.RunDetails[0].Retrieval!;
        Assert.Equal(ComparisonFixture.Rows, metrics.Queries);
        Assert.Equal(TextToImage.Chance(12, 1), metrics.ChanceMrr, 1e-12);
        Assert.Equal(result.RunDetails[0].Predictions.Average(p => p.ReciprocalRank), metrics.Mrr, 1e-9);
        Assert.Single(result.Differences);
        Assert.Contains("T2I MRR", result.ToTable(), StringComparison.Ordinal);
        Assert.Contains("Best at text-to-image retrieval", result.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SoundCohort_HasNoWarnings() => Assert.Empty(_fixture.Run(_fixture.Settings(_fixture.Strategy())).Warnings);

    [Fact]
    public void Create_NoPatientColumn_IsRefused()
    {
        var failure = Assert.Throws<ArgumentException>(() => _fixture.Ml.CtVlm().CreateStrategyExperiment(_fixture.Settings(_fixture.Strategy()) with { PatientColumnName = null, Folds = 1 }));
        Assert.Contains("folds must not cut a patient", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Folds is 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TooFewPatientsOfAClass_IsRefused()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => _fixture.Run(_fixture.Settings(_fixture.Strategy()) with { Folds = 7 }));
        Assert.Contains("cannot be divided into 7 folds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_IndependentRows_NeedNoPatients()
    {
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(_fixture.Strategy()) with { PatientColumnName = null, RowsAreIndependent = true });
        Assert.Null(result.Patients);
        Assert.Null(result.BestRun.ValidationMetrics!.Groups);
    }
}
