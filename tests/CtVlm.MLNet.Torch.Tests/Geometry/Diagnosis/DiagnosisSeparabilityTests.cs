using System.Text.Json;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Linear probes against the reference, and what is held out.</summary>
public class DiagnosisSeparabilityTests
{
    private const string File = "supplement.safetensors";

    private readonly DiagnosisRows _train = DiagnosisGolden.Rows("train", File);
    private readonly DiagnosisRows _test = DiagnosisGolden.Rows("test", File);
    private readonly int[] _trainLabels = DiagnosisGolden.Integers("labels_train", File);
    private readonly int[] _testLabels = DiagnosisGolden.Integers("labels_test", File);

    public static TheoryData<string> Ridge => Ids("ridge");

    public static TheoryData<string> Logistic => Ids("logistic");

    [Theory]
    [MemberData(nameof(Ridge))]
    public void Ridge_Golden_Agrees(string id)
    {
        JsonElement golden = Find(id);
        double alpha = golden.GetProperty("alpha").GetDouble();
        LinearClassifier fitted = RidgeFit.Fit(_train, _trainLabels, 3, alpha);
        DiagnosisGolden.AssertClose(DiagnosisGolden.Doubles(id + ".coefficients", File), fitted.Coefficients, "coefficients", 1e-8, 0);
        DiagnosisGolden.AssertClose(DiagnosisGolden.Doubles(id + ".intercepts", File), fitted.Intercepts, "intercepts", 1e-8, 0);
        AssertAccuracies(golden, fitted);
        Assert.Equal(golden.GetProperty("one_hot_r2_train").GetDouble(), RidgeFit.OneHotR2(_train, _trainLabels, 3, alpha), 1e-8);
    }

    [Theory]
    [MemberData(nameof(Logistic))]
    public void Logistic_Golden_Agrees(string id)
    {
        JsonElement golden = Find(id);
        LinearClassifier? fitted = LogisticFit.Fit(_train, _trainLabels, 3, golden.GetProperty("C").GetDouble());
        Assert.NotNull(fitted);
        DiagnosisGolden.AssertClose(DiagnosisGolden.Doubles(id + ".coefficients", File), fitted.Coefficients, "coefficients", golden.GetProperty("tolerance").GetDouble(), 0);
        AssertAccuracies(golden, fitted);
    }

    [Fact]
    public void Ridge_MoreColumnsThanRows_SolvesTheSameEquations()
    {
        // Two equal columns share a coefficient w as w/2 each, so abs2(W) halves: alpha 1 on both weighs as alpha 1/2 on one.
        DiagnosisRows few = _train.Take([.. Enumerable.Range(0, 8)]);
        float[] doubled = [.. Enumerable.Range(0, 8).SelectMany(row => few[row].ToArray().Concat(few[row].ToArray())).Select(v => (float)v)];
        int[] labels = _trainLabels[..8];
        LinearClassifier once = RidgeFit.Fit(few, labels, 3, 0.5), twice = RidgeFit.Fit(DiagnosisRows.FromSingles(doubled, 20), labels, 3, 1);
        DiagnosisGolden.AssertClose(once.Score(few[0]), twice.Score([.. few[0], .. few[0]]), "score");
    }

    [Fact]
    public void Separability_PatientsGivenByClass_HeldOutPatientsAreNeverRight()
    {
        // All rows of a class belong to one patient: without that patient nobody has seen the class.
        SeparabilityFigures figures = new SeparabilityDiagnosis(_train, _trainLabels).Compute(LinearClassifierKind.Ridge, 1, _trainLabels, 3, 1);
        Assert.Equal(0, figures.PatientDisjointAccuracy.Value);
        Assert.True(figures.HeldOutAccuracy > 0.8);
    }

    [Fact]
    public void Separability_NoPatients_SaysSo()
    {
        SeparabilityFigures figures = new SeparabilityDiagnosis(_train, _trainLabels).Compute(LinearClassifierKind.Logistic, 1, null, 5, 1);
        Assert.Equal("no patient column is given", figures.PatientDisjointAccuracy.Undefined);
        Assert.Equal("of ridge only", figures.OneHotR2.Undefined);
        Assert.True(figures.HeldOutBalancedAccuracy > 0.8);
    }

    [Fact]
    public void DealPatients_AnySeed_KeepsPatientsWhole()
    {
        int[] patients = [.. Enumerable.Range(0, 60).Select(row => row / 4)];
        int[] folds = RowFolds.DealPatients(patients, 5, 3);
        Assert.All(patients.Zip(folds).GroupBy(pair => pair.First), rows => Assert.Single(rows.Select(pair => pair.Second).Distinct()));
        Assert.Equal(5, folds.Distinct().Count());
    }

    private static TheoryData<string> Ids(string kind) => [.. Entries().Where(c => c.GetProperty("kind").GetString() == kind).Select(c => c.GetProperty("id").GetString()!)];

    private static JsonElement Find(string id) => Entries().First(c => c.GetProperty("id").GetString() == id);

    private static IEnumerable<JsonElement> Entries() => DiagnosisGolden.Supplement.GetProperty("separability").EnumerateArray();

    private void AssertAccuracies(JsonElement golden, LinearClassifier fitted)
    {
        Assert.Equal(golden.GetProperty("train_accuracy").GetDouble(), ClassAccuracy.Plain(fitted.Predict(_train), _trainLabels).Value);
        Assert.Equal(golden.GetProperty("test_accuracy").GetDouble(), ClassAccuracy.Plain(fitted.Predict(_test), _testLabels).Value);
    }
}
