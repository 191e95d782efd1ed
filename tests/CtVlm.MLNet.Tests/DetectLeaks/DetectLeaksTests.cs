using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A planted leak of each kind is found, with its rows and without identities; clean splits give no alarm.</summary>
public sealed class DetectLeaksTests
{
    private static readonly CtLeakOptions s_all = new()
    {
        PatientColumn = "Patient",
        StudyColumn = "Study",
        FrameOfReferenceColumn = "Frame",
        SeriesColumn = "Series",
        FingerprintColumn = "Fingerprint",
        EmbeddingColumn = "Embedding",
        LabelColumn = "Severity",
        IdentityColumn = "Row",
    };

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<CtLeakKind, string> Identifiers => new()
    {
        { CtLeakKind.SamePatient, "Patient" },
        { CtLeakKind.SameStudy, "Study" },
        { CtLeakKind.SameFrameOfReference, "Frame" },
        { CtLeakKind.SameSeries, "Series" },
        { CtLeakKind.SamePixels, "Fingerprint" },
    };

    [Theory]
    [MemberData(nameof(Identifiers))]
    public void DetectLeaks_IdentifierOnBothSides_IsFoundWithItsRows(CtLeakKind kind, string column)
    {
        (LeakRow[] train, LeakRow[] test) = Clean(20, 20, seed: 3);
        var property = typeof(LeakRow).GetProperty(column)!;
        property.SetValue(test[7], property.GetValue(train[12]));

        CtLeakReport report = Detect(train, test, s_all);

        CtLeakFinding finding = Assert.Single(report.Findings);
        Assert.Equal((kind, column), (finding.Kind, finding.Column));
        Assert.Equal(kind == CtLeakKind.SamePatient ? [12, 13] : [12], finding.TrainRowNumbers);
        Assert.Equal([7], finding.TestRowNumbers);
        Assert.True(report.HasLeaks);
        Assert.DoesNotContain((string)property.GetValue(train[12])!, report.ToTable() + report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void DetectLeaks_SameVector_IsFoundButNotAZeroOne()
    {
        (LeakRow[] train, LeakRow[] test) = Clean(20, 20, seed: 4);
        test[3].Embedding = [.. train[5].Embedding];
        test[4].Embedding = [0, 0, 0];
        train[6].Embedding = [0, 0, 0];
        test[5].Embedding = [float.NaN, 0, 0];

        CtLeakReport report = Detect(train, test, s_all);

        CtLeakFinding finding = Assert.Single(report.Findings);
        Assert.Equal((CtLeakKind.SameEmbedding, "Embedding", 1, 1), (finding.Kind, finding.Column, finding.TrainRows, finding.TestRows));
        Assert.Equal([5], finding.TrainRowNumbers);
        Assert.Equal([3], finding.TestRowNumbers);
        Assert.Contains("3 of 80 rows have nothing to compare in 'Embedding'", string.Join('\n', report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void DetectLeaks_Volumes_ReadsTheirHeadersAndContent()
    {
        IDataView train = _ml.Data.LoadFromEnumerable<LeakVolumeRow>(
            [LeakVolumeRow.Create(1, "a", "study"), LeakVolumeRow.Create(2, "b"), LeakVolumeRow.Create(3, "c", frame: "9"), LeakVolumeRow.Create(4, "d"), LeakVolumeRow.Create(5, "e")]);
        IDataView test = _ml.Data.LoadFromEnumerable<LeakVolumeRow>(
            [LeakVolumeRow.Create(6, "f"), LeakVolumeRow.Create(7, "b", "other"), LeakVolumeRow.Create(8, "g", "study"), LeakVolumeRow.Create(9, "h", frame: "9"), LeakVolumeRow.Create(4, "renamed")]);

        CtLeakReport report = _ml.CtVlm().DetectLeaks(train, test, new CtLeakOptions { VolumeColumn = "Volume" });

        Assert.Equal([CtLeakKind.SameStudy, CtLeakKind.SameFrameOfReference, CtLeakKind.SameSeries, CtLeakKind.SamePixels], report.Findings.Select(f => f.Kind));
        Assert.Equal([0, 2, 1, 3], report.Findings.Select(f => Assert.Single(f.TrainRowNumbers)));
        Assert.Equal([2, 3, 1, 4], report.Findings.Select(f => Assert.Single(f.TestRowNumbers)));
    }

    [Fact]
    public void DetectLeaks_StepFittedOnTestRows_IsNamed()
    {
        (LeakRow[] train, LeakRow[] test) = Clean(20, 20, seed: 5);
        CtLeakOptions options = s_all with { FittedSteps = [new("whitening", View(train)), new("pooling", View([.. train, .. test[..3]]))] };

        CtLeakReport report = Detect(train, test, options);

        CtLeakFinding finding = Assert.Single(report.Findings);
        Assert.Equal((CtLeakKind.FittedOnTestRows, "pooling", 0, 3), (finding.Kind, finding.Column, finding.TrainRows, finding.TestRows));
        Assert.Equal([0, 1, 2], finding.TestRowNumbers);
    }

    [Theory]
    [InlineData("Age", "its order parts the classes")]
    [InlineData("Site", "each value goes with one class")]
    [InlineData("Scanner", "each value goes with one class")]
    [InlineData("Report", "the text names the class")]
    [InlineData("Features[1]", "its order parts the classes")]
    public void DetectLeaks_ColumnThatRevealsTheLabel_IsNamed(string column, string description)
    {
        (LeakRow[] train, LeakRow[] test) = Clean(20, 20, seed: 6);
        Random random = new(6);
        foreach (LeakRow row in train.Concat(test))
        {
            int grade = (int)row.Severity;
            row.Age = column == "Age" ? (2 - grade + random.NextSingle()) * 10 : row.Age;
            row.Site = column == "Site" ? ((int[])[7, 3, 5])[grade] : row.Site;
            row.Scanner = column == "Scanner" ? ((string[])["blue", "green", "red"])[grade] : row.Scanner;
            row.Report = column == "Report" ? $"{row.Patient.Length + 10} mm, Grade{grade}; {random.NextInt64()} seen" : row.Report;
            row.Features[1] = column == "Features[1]" ? grade + (random.NextSingle() / 2) : row.Features[1];
        }

        CtLeakFinding finding = Assert.Single(Detect(train, test, s_all).Findings);

        Assert.Equal((CtLeakKind.RevealsLabel, column, 40, 40), (finding.Kind, finding.Column, finding.TrainRows, finding.TestRows));
        Assert.StartsWith(description, finding.Description, StringComparison.Ordinal);
        Assert.Equal(20, finding.TrainRowNumbers.Count);
    }

    [Fact]
    public void DetectLeaks_ColumnEqualToTheLabelAndIgnored_IsNotNamed()
    {
        (LeakRow[] train, LeakRow[] test) = Clean(20, 20, seed: 7);
        Array.ForEach([.. train, .. test], row => row.Site = (int)row.Severity);
        Assert.True(Detect(train, test, s_all).HasLeaks);
        Assert.False(Detect(train, test, s_all with { IgnoredColumns = ["Site"] }).HasLeaks);
        Assert.False(Detect(train, test, s_all with { SuspectColumns = ["Age", "Report", "Features"] }).HasLeaks);
    }

    [Fact]
    public void DetectLeaks_ColumnThatRevealsInTrainingOnly_IsNotNamed()
    {
        (LeakRow[] train, LeakRow[] test) = Clean(20, 20, seed: 8);
        Array.ForEach(train, row => row.Site = (int)row.Severity);
        Array.ForEach(test, row => row.Site = (int)row.Severity);
        test[9].Site = (test[9].Site + 1) % 3;
        Assert.False(Detect(train, test, s_all).HasLeaks);
    }

    [Fact]
    public void DetectLeaks_ValueOfAPatient_CountsOncePerPatient()
    {
        // Two patients a side, thirty rows each: any column that is constant in a patient tells the label of all rows.
        LeakRow[] Rows(string side) =>
        [
            .. Enumerable.Range(0, 60).Select(i => new LeakRow { Row = $"{side}{i}", Patient = $"{side}{i / 30}", Severity = i / 30, Scanner = i < 30 ? "a" : "b", Embedding = [1 + i, side[0], 0], Features = [0, 0, 0] }),
        ];
        CtLeakOptions options = new() { PatientColumn = "Patient", LabelColumn = "Severity", SuspectColumns = ["Scanner"] };
        Assert.False(Detect(Rows("x"), Rows("y"), options).HasLeaks);
        CtLeakReport rowsAlone = Detect(Rows("x"), Rows("y"), options with { PatientColumn = null });
        Assert.True(rowsAlone.HasLeaks);
        Assert.Contains("Without PatientColumn", Assert.Single(rowsAlone.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void DetectLeaks_HundredRandomCleanSplits_GiveNoAlarm()
    {
        for (int seed = 100; seed < 200; seed++)
        {
            // From cohorts of a few patients to some dozens.
            (LeakRow[] train, LeakRow[] test) = Clean(4 + (seed % 25), 2 + (seed % 12), seed);
            CtLeakReport report = Detect(train, test, s_all with { FittedSteps = [new("whitening", View(train))] });
            Assert.False(report.HasLeaks, $"seed {seed}: {report.ToTable()}");
        }
    }

    [Fact]
    public void DetectLeaks_RandomFolds_GiveNoAlarmByPatientAndOneByRow()
    {
        LeakRow[] rows = LeakRow.Create(60, seed: 9);
        CtFolds folds = _ml.CtVlm().StratifiedGroupKFold(View(rows), 5, "Severity", "Patient");
        Assert.False(_ml.CtVlm().DetectLeaks(View(rows), folds.FoldOfRow, s_all).HasLeaks);

        CtLeakReport byRow = _ml.CtVlm().DetectLeaks(View(rows), [.. Enumerable.Range(0, rows.Length).Select(row => row % 5)], s_all);

        CtLeakFinding finding = Assert.Single(byRow.Findings);
        Assert.Equal((CtLeakKind.SamePatient, 120, 120), (finding.Kind, finding.TrainRows, finding.TestRows));
        Assert.True(byRow.IsOfFolds);
        Assert.Contains("120 rows in folds", byRow.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void DetectLeaks_RevealingColumnOfFolds_IsNamed()
    {
        LeakRow[] rows = LeakRow.Create(60, seed: 10);
        Array.ForEach(rows, row => row.Age = 10 * row.Severity);
        CtFolds folds = _ml.CtVlm().StratifiedGroupKFold(View(rows), 4, "Severity", "Patient");

        CtLeakFinding finding = Assert.Single(_ml.CtVlm().DetectLeaks(View(rows), folds.FoldOfRow, s_all).Findings);

        Assert.Equal((CtLeakKind.RevealsLabel, "Age", 120), (finding.Kind, finding.Column, finding.TestRows));
    }

    [Fact]
    public void DetectLeaks_KeysNumberedApart_AreComparedByValue()
    {
        (LeakRow[] train, LeakRow[] test) = Clean(20, 20, seed: 11);
        IDataView Keys(LeakRow[] rows) => _ml.Transforms.Conversion.MapValueToKey("Key", "Patient").Fit(View(rows)).Transform(View(rows));
        CtLeakOptions options = new() { PatientColumn = "Key" };
        Assert.False(_ml.CtVlm().DetectLeaks(Keys(train), Keys(test), options).HasLeaks);
        test[30].Patient = train[0].Patient;
        Assert.Equal([30], Assert.Single(_ml.CtVlm().DetectLeaks(Keys(train), Keys(test), options).Findings).TestRowNumbers);
    }

    [Fact]
    public void Report_WithLeaks_IsWrittenAndThrown()
    {
        (LeakRow[] train, LeakRow[] test) = Clean(20, 20, seed: 12);
        Array.ForEach(test, row => row.Patient = train[0].Patient);
        CtLeakReport report = Detect(train, test, s_all with { LabelColumn = null, MaxListedRows = 4 });

        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        JsonElement finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.True(json.RootElement.GetProperty("hasLeaks").GetBoolean());
        Assert.Equal(("samePatient", "Patient", 40), (finding.GetProperty("kind").GetString(), finding.GetProperty("column").GetString(), finding.GetProperty("testRows").GetInt32()));
        Assert.Equal([0, 1, 2, 3], finding.GetProperty("testRowNumbers").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Matches("SamePatient +Patient +2 +40 +0 1 +0 1 2 3", report.ToTable());
        Assert.Contains("Split by patient", Assert.Throws<InvalidOperationException>(report.ThrowIfAny).Message, StringComparison.Ordinal);
        Detect(LeakRow.Create(5, 1), [.. LeakRow.Create(10, 2).Skip(10)], s_all).ThrowIfAny();
    }

    [Fact]
    public void DetectLeaks_WrongRequests_SayWhatIsWrong()
    {
        (LeakRow[] train, LeakRow[] test) = Clean(5, 5, seed: 13);
        Assert.Contains("no column is named", Assert.Throws<ArgumentException>(() => Detect(train, test, new CtLeakOptions())).Message, StringComparison.Ordinal);
        Assert.Contains(
            "FalseAlarmRate", Assert.Throws<ArgumentException>(() => Detect(train, test, s_all with { FalseAlarmRate = 0, MaxListedRows = -1 })).Message, StringComparison.Ordinal);
        Assert.Contains(
            "IdentityColumn or PatientColumn",
            Assert.Throws<ArgumentException>(() => Detect(train, test, new CtLeakOptions { StudyColumn = "Study", FittedSteps = [new("step", View(train))] })).Message,
            StringComparison.Ordinal);
        Assert.Contains("no column 'Scan'", Assert.Throws<ArgumentOutOfRangeException>(() => Detect(train, test, s_all with { SeriesColumn = "Scan" })).Message, StringComparison.Ordinal);
        Assert.Contains("must be CtVolume", Assert.Throws<ArgumentOutOfRangeException>(() => Detect(train, test, s_all with { VolumeColumn = "Age" })).Message, StringComparison.Ordinal);
        Assert.Contains("0 test rows", Assert.Throws<InvalidOperationException>(() => Detect(train, [], s_all)).Message, StringComparison.Ordinal);
        Assert.Contains("in one fold", Assert.Throws<ArgumentException>(() => _ml.CtVlm().DetectLeaks(View(train), [0, 0, 0], s_all)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "folds of 3 rows", Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().DetectLeaks(View(train), [0, 1, 0], s_all)).Message, StringComparison.Ordinal);
        IDataView fewer = _ml.Transforms.DropColumns("Age").Fit(View(test)).Transform(View(test));
        Assert.Contains("different: Age (number)", Assert.Throws<ArgumentException>(() => _ml.CtVlm().DetectLeaks(View(train), fewer, s_all)).Message, StringComparison.Ordinal);
    }

    private static (LeakRow[] Train, LeakRow[] Test) Clean(int trainPatients, int testPatients, int seed)
    {
        LeakRow[] rows = LeakRow.Create(trainPatients + testPatients, seed);
        return (rows[..(2 * trainPatients)], rows[(2 * trainPatients)..]);
    }

    private CtLeakReport Detect(LeakRow[] train, LeakRow[] test, CtLeakOptions options) => _ml.CtVlm().DetectLeaks(View(train), View(test), options);

    private IDataView View(LeakRow[] rows) => _ml.Data.LoadFromEnumerable(rows);
}
