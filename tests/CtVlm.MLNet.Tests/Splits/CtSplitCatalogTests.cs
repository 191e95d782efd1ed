using System.Text.Json;
using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>Folds and holdouts of views.</summary>
public sealed class CtSplitCatalogTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Refusals() => [.. FoldsGolden.Root.GetProperty("refuse").EnumerateArray().Select(r => r.GetProperty("name").GetString()!)];

    [Theory]
    [InlineData("Severity", "Patient")]
    [InlineData("Grade", "PatientNumber")]
    [InlineData("GradeNumber", "PatientKey")]
    [InlineData("GradeKey", "Patient")]
    [InlineData("Flag", "Patient")]
    [InlineData("GradeByte", "PatientWide")]
    public void StratifiedGroupKFold_AnyKindOfColumn_TestsEachRowOnceAndKeepsPatientsTogether(string label, string patient)
    {
        SplitRow[] rows = SplitRow.Create();

        CtFolds folds = _ml.CtVlm().StratifiedGroupKFold(View(rows), 5, label, patient, seed: 7);

        Assert.Equal(5, folds.Count);
        Assert.Equal(Enumerable.Range(0, rows.Length), folds.SelectMany(fold => Ids(fold.Test)).Order());
        foreach (CtFold fold in folds)
        {
            Assert.Equal(Enumerable.Range(0, rows.Length).Where(row => folds.FoldOfRow[row] == fold.Number), Ids(fold.Test));
            Assert.Equal(Enumerable.Range(0, rows.Length).Where(row => folds.FoldOfRow[row] != fold.Number), Ids(fold.Train));
            Assert.Empty(Ids(fold.Test).Select(row => rows[row].Patient).Intersect(Ids(fold.Train).Select(row => rows[row].Patient)));
            Assert.Equal(fold.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), fold.Name);
        }
    }

    [Fact]
    public void StratifiedGroupKFold_SameSeed_IsTheSameWhateverTheKindOfColumn()
    {
        IDataView view = View(SplitRow.Create());
        Assert.Equal(
            _ml.CtVlm().StratifiedGroupKFold(view, 3, "Severity", "Patient", seed: 4).FoldOfRow,
            _ml.CtVlm().StratifiedGroupKFold(view, 3, "GradeNumber", "PatientKey", seed: 4).FoldOfRow);
    }

    [Fact]
    public void StratifiedGroupKFold_Balance_CountsRowsPatientsAndClasses()
    {
        SplitRow[] rows = SplitRow.Create();

        CtFolds folds = _ml.CtVlm().StratifiedGroupKFold(View(rows), 5, "Grade", "Patient");

        Assert.Equal(["mild", "none", "severe"], folds.Balance.ClassNames);
        Assert.Equal((rows.Length, 30), (folds.Balance.Whole.Rows, folds.Balance.Whole.Patients));
        Assert.Equal(rows.Length, folds.Balance.Parts.Sum(part => part.Rows));
        Assert.Equal(30, folds.Balance.Parts.Sum(part => part.Patients));
        Assert.Equal(rows.Count(row => row.Grade == "none"), folds.Balance.Parts.Sum(part => part.ClassCounts[1]));
        Assert.Equal(FoldsGolden.Measure([.. rows.Select(row => (int)row.Severity)], [.. folds.FoldOfRow], 5).Share, folds.Balance.MaxShareDeviation, 12);
        Assert.Empty(folds.Balance.Notes);
        string[] lines = folds.Balance.ToTable().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(7, lines.Length);
        Assert.Matches("rows +patients +mild +none +severe", lines[0]);
        Assert.StartsWith("fold 0", lines[1], StringComparison.Ordinal);
        Assert.Matches($"^all +{rows.Length} +30 .* %$", lines[6]);
        Assert.DoesNotContain("P0", folds.Balance.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void StratifiedGroupKFold_ToTrainTestData_TrainsInMlNet()
    {
        SplitRow[] rows = SplitRow.Create();
        DataOperationsCatalog.TrainTestData split = _ml.CtVlm().StratifiedGroupKFold(View(rows), 2, "Severity", "Patient")[0].ToTrainTestData();
        var pipeline = _ml.Transforms.Concatenate("Features", "Severity", "Id")
            .Append(_ml.Transforms.Conversion.MapValueToKey("Label", "Grade"))
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy());

        IDataView scored = pipeline.Fit(split.TrainSet).Transform(split.TestSet);

        Assert.Equal(split.TestSet.GetRowCount(), (long)ViewReading.ReadColumn<uint>(scored, "PredictedLabel").Count);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void StratifiedGroupKFold_GoldenRefusal_NamesTheProblemAndNoPatient(string name)
    {
        JsonElement table = FoldsGolden.Refusal(name);
        string?[] patients = FoldsGolden.Patients(table);
        int[] labels = FoldsGolden.Labels(table);
        IDataView view = View([.. patients.Zip(labels, (patient, label) => new SplitRow { Patient = patient ?? "", Severity = label < 0 ? float.NaN : label })]);

        Exception error = Assert.ThrowsAny<Exception>(() => _ml.CtVlm().StratifiedGroupKFold(view, table.GetProperty("folds").GetInt32(), "Severity", "Patient"));

        Assert.True(error is ArgumentException or InvalidOperationException, error.ToString());
        Assert.Contains(table.GetProperty("error_names_any_of").EnumerateArray(), word => error.Message.Contains(word.GetString()!, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("P1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StratifiedGroupKFold_GoldenIdentity_PatientsAreComparedAsTheyAre()
    {
        foreach (JsonElement identity in FoldsGolden.Root.GetProperty("identity").EnumerateArray())
        {
            JsonElement[] pair = [.. identity.GetProperty("patient").EnumerateArray()];
            bool isNumber = pair[0].ValueKind == JsonValueKind.Number;
            SplitRow[] rows = [.. pair.Select(p => new SplitRow { Patient = isNumber ? "" : p.GetString()!, PatientNumber = isNumber ? p.GetInt64() : 0, FoldNumber = 0 })];
            rows[1].FoldNumber = 1;
            Exception? error = Record.Exception(() => _ml.CtVlm().FoldsFromColumn(View(rows), "FoldNumber", patientColumn: isNumber ? "PatientNumber" : "Patient"));
            Assert.Equal(identity.GetProperty("same").GetBoolean(), error is InvalidOperationException);
        }
    }

    [Theory]
    [InlineData("Missing", "Patient", "no column 'Missing'")]
    [InlineData("Severity", "Missing", "no column 'Missing'")]
    [InlineData("Severity", "PatientFloat", "must be text, a key or a whole number, got Single")]
    public void StratifiedGroupKFold_UnfitColumn_IsRefused(string label, string patient, string message)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().StratifiedGroupKFold(View(SplitRow.Create()), 3, label, patient));
        Assert.Contains("StratifiedGroupKFold: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StratifiedGroupKFold_FractionAsLabel_NamesTheRow()
    {
        SplitRow[] rows = SplitRow.Create();
        rows[4].Severity = 0.5f;
        var error = Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().StratifiedGroupKFold(View(rows), 3, "Severity", "Patient"));
        Assert.Contains("row 4: label column 'Severity' holds 0.5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StratifiedGroupKFold_RareClass_IsNamedAsTheDataNamesIt()
    {
        SplitRow[] rows = SplitRow.Create();
        rows[3].Grade = "toxic";
        var error = Assert.Throws<ArgumentException>(() => _ml.CtVlm().StratifiedGroupKFold(View(rows), 3, "Grade", "Patient"));
        Assert.Contains("class 'toxic' in 1 patient", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RepeatedStratifiedGroupKFold_Repeats_AreTheSplitsOfTheNextSeeds()
    {
        IDataView view = View(SplitRow.Create());

        IReadOnlyList<CtFolds> repeats = _ml.CtVlm().RepeatedStratifiedGroupKFold(view, 3, 4, "Severity", "Patient", seed: 10);

        Assert.Equal([10, 11, 12, 13], repeats.Select(folds => folds.Seed));
        Assert.All(repeats, folds => Assert.Equal(_ml.CtVlm().StratifiedGroupKFold(view, 3, "Severity", "Patient", folds.Seed!.Value).FoldOfRow, folds.FoldOfRow));
        Assert.Equal(4, repeats.Select(folds => string.Concat(folds.FoldOfRow)).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().RepeatedStratifiedGroupKFold(view, 3, 0, "Severity", "Patient"));
    }

    [Fact]
    public void NestedStratifiedGroupKFold_Inner_HoldsOuterTrainingRowsOnly()
    {
        SplitRow[] rows = SplitRow.Create();

        IReadOnlyList<CtNestedFold> nested = _ml.CtVlm().NestedStratifiedGroupKFold(View(rows), 3, 2, "Severity", "Patient", seed: 2);

        Assert.Equal(3, nested.Count);
        foreach (CtNestedFold fold in nested)
        {
            int[] outer = Ids(fold.Outer.Train);
            Assert.Equal(outer, fold.Inner.SelectMany(inner => Ids(inner.Test)).Order());
            Assert.Equal(outer.Length, fold.Inner.FoldOfRow.Count);
            Assert.All(fold.Inner, inner => Assert.Equal(outer, Ids(inner.Train).Concat(Ids(inner.Test)).Order()));
            Assert.All(fold.Inner, inner => Assert.Empty(Ids(inner.Test).Select(row => rows[row].Patient).Intersect(Ids(inner.Train).Select(row => rows[row].Patient))));
        }
    }

    [Fact]
    public void StratifiedGroupHoldout_Fifth_IsHeldOutByPatient()
    {
        SplitRow[] rows = SplitRow.Create(60);

        CtHoldout holdout = _ml.CtVlm().StratifiedGroupHoldout(View(rows), 0.2, "Grade", "PatientNumber", seed: 3);

        Assert.InRange(Ids(holdout.Test).Length / (double)rows.Length, 0.17, 0.23);
        Assert.Equal(Enumerable.Range(0, rows.Length).Where(row => holdout.IsTestRow[row]), Ids(holdout.Test));
        Assert.Equal(Enumerable.Range(0, rows.Length).Where(row => !holdout.IsTestRow[row]), Ids(holdout.ToTrainTestData().TrainSet));
        Assert.Empty(Ids(holdout.Test).Select(row => rows[row].Patient).Intersect(Ids(holdout.Train).Select(row => rows[row].Patient)));
        Assert.Equal(["train", "test"], holdout.Balance.Parts.Select(part => part.Name));
        Assert.InRange(holdout.Balance.MaxShareDeviation, 0, 0.05);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().StratifiedGroupHoldout(View(rows), 1.2, "Grade", "PatientNumber"));
    }

    [Theory]
    [InlineData("Fold", "9", "10")]
    [InlineData("FoldNumber", "0", "1", "2", "3")]
    [InlineData("FoldKey", "0", "1", "2", "3")]
    public void FoldsFromColumn_AnyKind_AreTheUsersInOrder(string column, params string[] names)
    {
        SplitRow[] rows = SplitRow.Create();

        CtFolds folds = _ml.CtVlm().FoldsFromColumn(View(rows), column, "Grade", "Patient");

        Assert.Equal(names, folds.Select(fold => fold.Name));
        Assert.Null(folds.Seed);
        Assert.All(folds, fold => Assert.Equal(rows.Where(row => fold.Name == (column == "Fold" ? row.Fold : $"{row.FoldNumber}")).Select(row => (int)row.Id), Ids(fold.Test)));
    }

    [Fact]
    public void FoldsFromColumn_WithoutOtherColumns_CountsRowsAlone()
    {
        CtFolds folds = _ml.CtVlm().FoldsFromColumn(View(SplitRow.Create()), "Fold");
        Assert.Empty(folds.Balance.ClassNames);
        Assert.Null(folds.Balance.Whole.Patients);
        Assert.Equal(0, folds.Balance.MaxShareDeviation);
    }

    [Fact]
    public void FoldsFromColumn_FoldWithoutAClass_IsNoted()
    {
        SplitRow[] rows = SplitRow.Create();
        Array.ForEach(rows, row => row.Fold = row.Grade == "mild" ? "a" : "b");
        Assert.Contains("fold b has no row of class 'mild'", string.Join('\n', _ml.CtVlm().FoldsFromColumn(View(rows), "Fold", "Grade").Balance.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void FoldsFromColumn_WrongColumn_SaysWhatIsWrong()
    {
        SplitRow[] rows = SplitRow.Create();
        rows[2].Fold = " ";
        Assert.Contains("row 2: fold column 'Fold' is empty", Message(rows), StringComparison.Ordinal);
        Array.ForEach(rows, row => row.Fold = "a");
        Assert.Contains("names 1 folds", Message(rows), StringComparison.Ordinal);
        rows = SplitRow.Create();
        int other = Array.FindLastIndex(rows, row => rows.Count(r => r.Patient == row.Patient) > 1);
        int first = Array.FindIndex(rows, row => row.Patient == rows[other].Patient);
        rows[other].Fold = rows[first].Fold == "9" ? "10" : "9";
        Assert.Matches("rows [0-9]+ and [0-9]+ are of one patient", Message(rows));
        Assert.DoesNotContain(rows[other].Patient, Message(rows), StringComparison.Ordinal);
    }

    [Fact]
    public void Views_ThatCannotShuffle_ComputeOnlyTheirOwnRows()
    {
        List<int> computed = [];
        IDataView view = _ml.Data.LoadFromEnumerable(SplitRow.Create().Select(row => new CountedRow(computed) { Id = row.Id, Patient = row.Patient, Severity = row.Severity }));
        CtFolds folds = _ml.CtVlm().StratifiedGroupKFold(view, 2, "Severity", "Patient");

        Assert.Empty(computed);
        int[] values = [.. ViewReading.ReadColumn<float>(folds[0].Test, "Value").Select(id => (int)id)];
        Assert.Equal(values, computed);
        Assert.Equal(Ids(folds[0].Test), values);
        Assert.False(view.CanShuffle);
        Assert.False(folds[0].Test.CanShuffle);
        Assert.Single(folds[0].Test.GetRowCursorSet(folds[0].Test.Schema, 4));
    }

    [Fact]
    public void Views_OfDataThatChanged_SaySo()
    {
        List<SplitRow> rows = [.. SplitRow.Create()];
        IDataView view = _ml.Data.LoadFromEnumerable((IEnumerable<SplitRow>)rows);
        CtFolds folds = _ml.CtVlm().StratifiedGroupKFold(view, 2, "Severity", "Patient");
        rows.Add(new SplitRow());
        Assert.Contains("when it was split", Assert.Throws<InvalidOperationException>(() => Ids(folds[0].Test)).Message, StringComparison.Ordinal);
        rows.RemoveRange(0, 2);
        Assert.Contains("when it was split", Assert.Throws<InvalidOperationException>(() => Ids(folds[0].Test)).Message, StringComparison.Ordinal);
    }

    private static int[] Ids(IDataView view) => [.. ViewReading.ReadColumn<float>(view, "Id").Select(id => (int)id)];

    private IDataView View(SplitRow[] rows)
    {
        IDataView view = _ml.Data.LoadFromEnumerable(rows);
        return _ml.Transforms.Conversion.MapValueToKey("PatientKey", "Patient")
            .Append(_ml.Transforms.Conversion.MapValueToKey("GradeKey", "Grade"))
            .Append(_ml.Transforms.Conversion.ConvertType("PatientDigits", "PatientNumber", DataKind.String))
            .Append(_ml.Transforms.Conversion.ConvertType("PatientWide", "PatientDigits", DataKind.UInt16))
            .Append(_ml.Transforms.Conversion.ConvertType("GradeDigits", "GradeNumber", DataKind.String))
            .Append(_ml.Transforms.Conversion.ConvertType("GradeByte", "GradeDigits", DataKind.Byte))
            .Append(_ml.Transforms.Conversion.MapValueToKey("FoldKey", "FoldNumber")).Fit(view).Transform(view);
    }

    private string Message(SplitRow[] rows) =>
        Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().FoldsFromColumn(_ml.Data.LoadFromEnumerable(rows), "Fold", patientColumn: "Patient")).Message;

    /// <summary>A row that notes when its value is asked for.</summary>
    private sealed class CountedRow(List<int> computed)
    {
        public CountedRow()
            : this([])
        {
        }

        public float Id { get; set; }

        public string Patient { get; set; } = "";

        public float Severity { get; set; }

        public float Value
        {
            get
            {
                computed.Add((int)Id);
                return Id;
            }

            set => Id = value;
        }
    }
}
