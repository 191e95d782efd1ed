using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The table and the JSON document.</summary>
public sealed class ClinicalReportTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void ToTable_DefinedValues_IsTheTableExpected()
    {
        ClinicalClassificationMetrics metrics = Evaluate([0, 0, 0, 1, 1, 2, 2, float.NaN], [0, 0, 1, 1, 2, 2, 0, 0]);

        Assert.Equal(
            """
            7 rows of 4 patients, 3 classes in order of value; 1 row without label left out

            class       n  prevalence  sensitivity  specificity    PPV    NPV     F1
            0           3       0.429        0.667        0.750  0.667  0.750  0.667
            1           2       0.286        0.500        0.800  0.500  0.800  0.500
            2           2       0.286        0.500        0.800  0.500  0.800  0.500
            macro mean  7                    0.556        0.783  0.556  0.783  0.556

            summary                    model  majority  chance  chance, own margins
            accuracy                   0.571     0.429   0.347                0.347
            balanced accuracy          0.556     0.333   0.333                0.333
            within 1 class             0.857     0.714   0.755                0.755
            mean absolute error        0.571     0.857   0.898                0.898
            quadratic weighted kappa   0.382     0.000   0.000                0.000
            linear weighted kappa      0.364
            kappa                      0.344
            Matthews correlation       0.344
            weighted F1                0.571
            macro mean absolute error  0.611

            actual \ predicted  0  1  2
            0                   2  1  0
            1                   0  1  1
            2                   1  0  1
            """,
            metrics.ToTable());
        Assert.Equal(metrics.ToTable(), metrics.ToString());
    }

    [Fact]
    public void ToTable_UndefinedValues_SaysWhy()
    {
        string table = Evaluate([1, 1, 1], [1, 1, 1]).ToTable();

        Assert.Contains("class       n  prevalence  sensitivity  specificity        PPV        NPV         F1", table, StringComparison.Ordinal);
        Assert.Contains("0           0       0.000    undefined        1.000  undefined      1.000  undefined", table, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            undefined
              MatthewsCorrelation: actual or predicted classes do not vary
              Kappa: one and the same class throughout, actual and predicted
              LinearWeightedKappa: one and the same class throughout, actual and predicted
              QuadraticWeightedKappa: one and the same class throughout, actual and predicted
              Sensitivity of class 0: no row of this class
              Ppv of class 0: never predicted
              F1 of class 0: neither present nor predicted
              Youden of class 0: sensitivity or specificity is undefined
              Specificity of class 1: no row of another class
              Npv of class 1: predicted for every row
              Youden of class 1: sensitivity or specificity is undefined
              Sensitivity of class 2: no row of this class
              Ppv of class 2: never predicted
              F1 of class 2: neither present nor predicted
              Youden of class 2: sensitivity or specificity is undefined
              QuadraticWeightedKappa, always '1', the most frequent class: one and the same class throughout, actual and predicted
              QuadraticWeightedKappa, random, with the shares of the actual classes: one and the same class throughout, actual and predicted
              QuadraticWeightedKappa, random, with the shares of the predicted classes: one and the same class throughout, actual and predicted
            """,
            table,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ToTable_TinyNegativeKappa_HasNoMinusSign()
    {
        // Confusion [[500, 501], [500, 500]].
        float[] labels = [.. Enumerable.Range(0, 2001).Select(i => i < 1001 ? 0f : 1f)];
        float[] predicted = [.. Enumerable.Range(0, 2001).Select(i => i < 500 || (i >= 1001 && i < 1501) ? 0f : 1f)];
        ClinicalClassificationMetrics metrics = Evaluate(labels, predicted);

        Assert.InRange(metrics.Kappa, -0.0005, -0.0004);
        Assert.DoesNotContain("-0.000", metrics.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToTable_OtherCulture_KeepsTheDecimalPoint()
    {
        ClinicalClassificationMetrics metrics = Evaluate([0, 1, 2], [0, 1, 1]);
        string expected = metrics.ToTable();
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Assert.Equal(expected, metrics.ToTable());
            Assert.Contains("0.667", metrics.ToTable(), StringComparison.Ordinal);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ToJson_AnyMetrics_HoldsEveryPublicValue()
    {
        ClinicalClassificationMetrics metrics = Evaluate([0, 0, 0, 1, 1, 2, 2, float.NaN], [0, 0, 1, 1, 2, 2, 0, 0]);
        using JsonDocument document = JsonDocument.Parse(metrics.ToJson());
        JsonElement root = document.RootElement;

        AssertDoubles(metrics, root);
        AssertDoubles(metrics.MajorityLevel, root.GetProperty("majorityLevel"));
        AssertDoubles(metrics.ChanceLevel, root.GetProperty("chanceLevel"));
        AssertDoubles(metrics.MarginChanceLevel, root.GetProperty("marginChanceLevel"));
        AssertDoubles(metrics.PerClass[1], root.GetProperty("classes")[1]);
        Assert.Equal(7, root.GetProperty("count").GetInt64());
        Assert.Equal(1, root.GetProperty("missingLabelRows").GetInt64());
        Assert.Equal(4, root.GetProperty("groups").GetInt32());
        Assert.Equal("byValue", root.GetProperty("classOrder").GetString());
        Assert.Equal("1", root.GetProperty("classNames")[1].GetString());
        Assert.Equal(1, root.GetProperty("confusionMatrix")[2][0].GetInt64());
        Assert.Equal(2, root.GetProperty("classes")[1].GetProperty("count").GetInt64());
    }

    [Fact]
    public void ToJson_UndefinedValue_IsNullWithAReason()
    {
        using JsonDocument document = JsonDocument.Parse(Evaluate([1, 1, 1], [1, 1, 1]).ToJson());
        JsonElement root = document.RootElement;

        Assert.Equal(JsonValueKind.Null, root.GetProperty("kappa").ValueKind);
        Assert.Equal("one and the same class throughout, actual and predicted", root.GetProperty("undefined").GetProperty("kappa").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("classes")[0].GetProperty("ppv").ValueKind);
        Assert.Equal("never predicted", root.GetProperty("classes")[0].GetProperty("undefined").GetProperty("ppv").GetString());
    }

    private static void AssertDoubles(object part, JsonElement json)
    {
        foreach (System.Reflection.PropertyInfo property in part.GetType().GetProperties().Where(p => p.PropertyType == typeof(double)))
        {
            Assert.Equal((double)property.GetValue(part)!, json.GetProperty(JsonNamingPolicy.CamelCase.ConvertName(property.Name)).GetDouble());
        }
    }

    private ClinicalClassificationMetrics Evaluate(float[] labels, float[] predicted)
        => _ml.MulticlassClassification.EvaluateClinical(
            ScoredRow.View(_ml, ScoredRow.Of(labels, predicted, 3), 3), groupColumnName: nameof(ScoredRow.Patient));
}
