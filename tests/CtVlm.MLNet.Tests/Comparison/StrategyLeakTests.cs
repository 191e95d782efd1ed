using System.Text.Json;
using CtVlm.MLNet.Probe;
using CtVlm.MLNet.Testing;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>What an experiment finds of leaks by itself: each kind that is planted, and nothing in clean cohorts.</summary>
public sealed class StrategyLeakTests
{
    private const int Patients = ComparisonFixture.Patients;

    // Two patients of each class, so that no division holds all of them in one fold.
    private const int PlantedRows = 12;

    private readonly ComparisonFixture _fixture = new();

    [Theory]
    [InlineData(CtLeakKind.SameStudy)]
    [InlineData(CtLeakKind.SameFrameOfReference)]
    [InlineData(CtLeakKind.SameSeries)]
    public void Run_IdentifierOfSeveralPatients_IsALeak(CtLeakKind kind)
    {
        StudiedRow[] rows = StudiedRow.Create(Patients, seed: 1);
        for (int i = 0; i < PlantedRows; i++)
        {
            string? Same(CtLeakKind one) => one == kind ? "1.9" : null;
            rows[i].Volume = StudiedRow.Scan(i, seed: 1, Same(CtLeakKind.SameStudy), Same(CtLeakKind.SameFrameOfReference), Same(CtLeakKind.SameSeries));
        }

        StrategyExperimentResult result = Run(rows);

        CtLeakFinding leak = Assert.Single(result.Leaks);
        Assert.Equal((kind, PlantedRows), (leak.Kind, leak.TestRows));
        Assert.Equal(Enumerable.Range(0, PlantedRows), leak.TestRowNumbers);
        Assert.Equal($"12 rows share what is tested in another fold ({kind}), the first: 0, 1, 2, 3, 4. Are these one patient under several names?", Assert.Single(result.Warnings));
        Assert.Contains("All figures are too good, for training rows know of what is tested", result.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OnePatientUnderSeveralNames_IsALeakThatIsSaidOnce()
    {
        SyntheticRow[] rows = SyntheticCohort.Rows(Patients);
        Array.ForEach(rows[..PlantedRows], row => row.Volume = rows[0].Volume);
        StrategyExperimentResult result = _fixture.Run(_fixture.Settings(_fixture.Strategy()), _fixture.Ml.Data.LoadFromEnumerable(rows));
        Assert.Equal([CtLeakKind.SamePixels, CtLeakKind.SameEmbedding], result.Leaks.Select(leak => leak.Kind));
        Assert.Contains("12 rows share what is tested in another fold (SamePixels, SameEmbedding), the first: 0, 1, 2, 3, 4.", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AllFitsFromACheckpoint_LeaksAreFoundAgain()
    {
        using TemporaryFolder folder = new();
        StudiedRow[] rows = StudiedRow.Create(Patients, seed: 2);
        Array.ForEach(rows[..PlantedRows], row => row.Volume = rows[0].Volume);
        Assert.NotEmpty(Run(rows, checkpoint: folder.Path).Leaks);
        StrategyExperimentResult again = Run(rows, checkpoint: folder.Path);
        Assert.Equal(0, again.EmbeddingPasses);
        Assert.Equal([CtLeakKind.SameStudy, CtLeakKind.SameFrameOfReference, CtLeakKind.SameSeries, CtLeakKind.SamePixels], again.Leaks.Select(leak => leak.Kind));
        Assert.Single(again.Warnings);
    }

    [Fact]
    public void Run_ColumnThatGivesTheClassAway_IsNamedAndMayBeIgnored()
    {
        IDataView data = View(StudiedRow.Create(Patients, seed: 3));
        IDataView planted = _fixture.Ml.Transforms.CopyColumns("Grade", "Severity").Fit(data).Transform(data);
        StrategyExperimentSettings settings = _fixture.Settings(_fixture.Strategy());
        StrategyExperimentResult result = _fixture.Run(settings, planted);
        CtLeakFinding leak = Assert.Single(result.Leaks);
        Assert.Equal((CtLeakKind.RevealsLabel, "Grade", 2 * Patients), (leak.Kind, leak.Column, leak.TestRows));
        Assert.StartsWith("Column 'Grade' gives the class away in 36 rows: each value goes with one class. No strategy learns from it", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("All figures are too good", result.Statement, StringComparison.Ordinal);
        Assert.Empty(_fixture.Run(settings with { IgnoredColumns = ["Grade"] }, planted).Warnings);
    }

    [Fact]
    public void Run_PrefeaturizerThatReadsRows_IsFittedOnTestRows()
    {
        IDataView data = View(StudiedRow.Create(Patients, seed: 4));
        StrategyExperimentSettings settings = _fixture.Settings(_fixture.Strategy());
        StrategyExperimentResult result = _fixture.Run(settings, data, _fixture.Ml.Transforms.NormalizeMinMax("Scaled", "Age"));
        CtLeakFinding leak = Assert.Single(result.Leaks);
        Assert.Equal((CtLeakKind.FittedOnTestRows, StrategyLeaks.Front, 2 * Patients), (leak.Kind, leak.Column, leak.TestRows));
        Assert.StartsWith("Step 'prefeaturizer' was fitted on 36 rows that are tested on.", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("All figures are too good", result.Statement, StringComparison.Ordinal);
        Assert.Empty(_fixture.Run(settings, data, _fixture.Ml.Transforms.CopyColumns("Years", "Age")).Leaks);
    }

    [Fact]
    public void Find_FoldsThatCutAPatient_AreALeakOfPatientsAndOfFits()
    {
        IDataView data = View(StudiedRow.Create(Patients, seed: 5));
        StrategyCohort cohort = Read(data);
        int[] rows = [.. Enumerable.Range(0, cohort.Count)];
        StrategyFolds cut = new(0, rows, [.. rows.Select(row => row % 3)], 3);
        IReadOnlyList<CtLeakFinding> leaks = Search(data).Find(cohort, [cut], bags: null, CancellationToken.None);
        Assert.Equal((CtLeakKind.SamePatient, "PatientId", 2 * Patients), (leaks[0].Kind, leaks[0].Column, leaks[0].TestRows));
        Assert.Equal(["fits of fold 0", "fits of fold 1", "fits of fold 2"], leaks.Skip(1).Select(leak => leak.Column));
        Assert.All(leaks.Skip(1), leak => Assert.Equal((CtLeakKind.FittedOnTestRows, 12), (leak.Kind, leak.TestRows)));
        Assert.Equal(rows.Where(row => row % 3 == 1), leaks[2].TestRowNumbers);
    }

    [Fact]
    public void Find_ChoiceThatSeesTheFold_IsALeak()
    {
        IDataView data = View(StudiedRow.Create(Patients, seed: 6));
        StrategyCohort cohort = Read(data);
        StrategyFolds outer = StrategyFolds.Outer(cohort, 3, seed: 1);
        StrategyFolds[] inner = StrategyFolds.Inner(cohort, outer, 2, seed: 1);
        Assert.Empty(Search(data).Find(cohort, [outer, .. inner], bags: null, CancellationToken.None));
        StrategyFolds all = StrategyFolds.Outer(cohort, 2, seed: 1) with { Number = 2 };
        CtLeakFinding leak = Assert.Single(Search(data).Find(cohort, [outer, inner[0], all, inner[2]], bags: null, CancellationToken.None));
        Assert.Equal((CtLeakKind.FittedOnTestRows, "choice inside fold 1"), (leak.Kind, leak.Column));
        Assert.Equal(outer.Test(1), leak.TestRowNumbers);
    }

    [Fact]
    public void Find_HundredRandomCleanSplits_GiveNoAlarm()
    {
        for (int seed = 100; seed < 200; seed++)
        {
            IDataView data = View(StudiedRow.Create(12 + (seed % 20), seed));
            StrategyCohort cohort = Read(data);
            StrategyFolds outer = StrategyFolds.Outer(cohort, 2 + (seed % 3), seed);
            IReadOnlyList<CtLeakFinding> leaks = Search(data).Find(cohort, [outer, .. StrategyFolds.Inner(cohort, outer, 2, seed)], bags: null, CancellationToken.None);
            Assert.True(leaks.Count == 0, $"seed {seed}: {string.Join(' ', StrategyLeakText.Describe(leaks))}");
        }
    }

    [Fact]
    public void Run_CleanCohorts_GiveNoAlarm()
    {
        for (int seed = 200; seed < 210; seed++)
        {
            StrategyExperimentResult result = Run(StudiedRow.Create(Patients, seed), seed: seed);
            Assert.Empty(result.Leaks);
            Assert.Empty(result.Warnings);
        }
    }

    [Fact]
    public void ToJson_Leaks_AreInTheDocument()
    {
        StudiedRow[] rows = StudiedRow.Create(Patients, seed: 7);
        Array.ForEach(rows[..PlantedRows], row => row.Volume = rows[0].Volume);
        JsonElement leaks = JsonDocument.Parse(Run(rows).ToJson()).RootElement.GetProperty("leaks");
        Assert.Equal("sameStudy", leaks[0].GetProperty("kind").GetString());
        Assert.Equal(PlantedRows, leaks[0].GetProperty("testRows").GetInt32());
        Assert.Equal(0, leaks[0].GetProperty("testRowNumbers")[0].GetInt32());
    }

    private StrategyLeaks Search(IDataView data) => new(_fixture.Ml, _fixture.Settings(_fixture.Strategy()), data, isFrontLearnt: false);

    private StrategyCohort Read(IDataView data) => StrategyCohortReader.Read((Microsoft.ML.Runtime.IHostEnvironment)_fixture.Ml, data, _fixture.Settings(_fixture.Strategy()));

    private IDataView View(StudiedRow[] rows) => _fixture.Ml.Data.LoadFromEnumerable(rows);

    private StrategyExperimentResult Run(StudiedRow[] rows, int seed = 1, string? checkpoint = null) =>
        _fixture.Run(_fixture.Settings(_fixture.Strategy()) with { Seed = seed, CheckpointFolder = checkpoint }, View(rows));
}
