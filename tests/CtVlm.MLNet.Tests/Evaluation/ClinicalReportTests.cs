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

            class       n  prevalence  sensitivity  specificity    PPV    NPV     F1  Youden  AUROC  av. precision
            0           3       0.429        0.667        0.750  0.667  0.750  0.667   0.417  0.500          0.429
            1           2       0.286        0.500        0.800  0.500  0.800  0.500   0.300  0.500          0.286
            2           2       0.286        0.500        0.800  0.500  0.800  0.500   0.300  0.500          0.286
            macro mean  7                    0.556        0.783  0.556  0.783  0.556          0.500          0.333

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
            micro F1                   0.571
            macro mean absolute error  0.611

            actual \ predicted  0  1  2
            0                   2  1  0
            1                   0  1  1
            2                   1  0  1

            scores                                  model
            log-loss                                1.099
            Brier score, 0 to 2                     0.667
            Brier score, half of it                 0.333
            ranked probability score                0.460
            ranked probability score / (K - 1)      0.230
            Spearman's correlation              undefined
            Kendall's tau-b                     undefined

            AUROC             macro  weighted  macro of defined  weighted of defined
            one against rest  0.500     0.500             0.500                0.500
            one against one   0.500     0.500             0.500                0.500

            pair     AUROC  share of rows
            0 and 1  0.500          0.714
            0 and 2  0.500          0.714
            1 and 2  0.500          0.571

            cut point  positive  prevalence  AUROC  average precision
            >= 1              4       0.571  0.500              0.571
            >= 2              2       0.286  0.500              0.286

            called by           TP  FP  FN  TN  sensitivity  specificity        PPV        NPV     F1  Youden
            >= 1, prediction     3   1   1   2        0.750        0.667      0.750      0.667  0.750   0.417
            >= 1, score >= 0.5   4   3   0   0        1.000        0.000      0.571  undefined  0.727   0.000
            >= 2, prediction     1   1   1   4        0.500        0.800      0.500      0.800  0.500   0.300
            >= 2, score >= 0.5   0   0   2   5        0.000        1.000  undefined      0.714  0.000   0.000

            sensitivity at specificity  specificity  sensitivity  score from  linear
            >= 1                              0.800        0.000      nobody   0.200
            >= 1                              0.900        0.000      nobody   0.100
            >= 1                              0.950        0.000      nobody   0.050
            >= 2                              0.800        0.000      nobody   0.200
            >= 2                              0.900        0.000      nobody   0.100
            >= 2                              0.950        0.000      nobody   0.050

            net benefit at  >= 1 model  treat all  >= 2 model  treat all
            0.050                0.549      0.549       0.248      0.248
            0.100                0.524      0.524       0.206      0.206
            0.200                0.464      0.464       0.107      0.107
            0.300                0.388      0.388      -0.020     -0.020
            0.400                0.286      0.286       0.000     -0.190
            0.500                0.143      0.143       0.000     -0.429
            0.600               -0.071     -0.071       0.000     -0.786
            0.700                0.000     -0.429       0.000     -1.381
            0.800                0.000     -1.143       0.000     -2.571
            0.900                0.000     -3.286       0.000     -6.143

            calibration error  ECE, equal width  MCE, equal width  ECE, equal mass  MCE, equal mass
            top label                     0.095             0.095            0.095            0.095
            class-wise                    0.063             0.095            0.063            0.095
            class 0                       0.095             0.095            0.095            0.095
            class 1                       0.048             0.048            0.048            0.048
            class 2                       0.048             0.048            0.048            0.048

            reliability, equal width, top label  n  mean score  observed
            0.300 to 0.400                       7       0.333     0.429

            reliability, equal width, class 0  n  mean score  observed
            0.300 to 0.400                     7       0.333     0.429

            reliability, equal width, class 1  n  mean score  observed
            0.300 to 0.400                     7       0.333     0.286

            reliability, equal width, class 2  n  mean score  observed
            0.300 to 0.400                     7       0.333     0.286

            reliability, equal mass, top label  n  mean score  observed
            0.333 to 0.333                      7       0.333     0.429

            reliability, equal mass, class 0  n  mean score  observed
            0.333 to 0.333                    7       0.333     0.429

            reliability, equal mass, class 1  n  mean score  observed
            0.333 to 0.333                    7       0.333     0.286

            reliability, equal mass, class 2  n  mean score  observed
            0.333 to 0.333                    7       0.333     0.286

            undefined
              SpearmanCorrelation, KendallTauB: expected grades do not vary
              Npv of >= 1, score >= 0.5: every row called positive
              Ppv of >= 2, score >= 0.5: no row called positive
            """,
            metrics.ToTable());
        Assert.Equal(metrics.ToTable(), metrics.ToString());
    }

    [Fact]
    public void ToTable_UndefinedValues_SaysWhy()
    {
        string table = Evaluate([1, 1, 1], [1, 1, 1]).ToTable();

        Assert.Contains("class       n  prevalence  sensitivity  specificity        PPV        NPV         F1     Youden      AUROC  av. precision", table, StringComparison.Ordinal);
        Assert.Contains("0           0       0.000    undefined        1.000  undefined      1.000  undefined  undefined  undefined      undefined", table, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            undefined
              MatthewsCorrelation: actual or predicted classes do not vary
              Kappa, LinearWeightedKappa, QuadraticWeightedKappa: one and the same class throughout, actual and predicted
              SpearmanCorrelation, KendallTauB: actual classes do not vary
              Sensitivity, AveragePrecision, Auroc of class 0: no row of this class
              Ppv of class 0: never predicted
              F1 of class 0: neither present nor predicted
              Youden of class 0: sensitivity or specificity is undefined
              Specificity, Auroc of class 1: no row of another class
              Npv of class 1: predicted for every row
              Youden of class 1: sensitivity or specificity is undefined
              Sensitivity, AveragePrecision, Auroc of class 2: no row of this class
              Ppv of class 2: never predicted
              F1 of class 2: neither present nor predicted
              Youden of class 2: sensitivity or specificity is undefined
              Macro, Weighted of AUROC one against rest: undefined for at least one class
              MacroOfDefined, WeightedOfDefined of AUROC one against rest: undefined for every class
              Macro, Weighted of AUROC one against one: undefined for at least one pair of classes
              MacroOfDefined, WeightedOfDefined of AUROC one against one: undefined for every pair of classes
              Auroc of pair 0 and 1: no row of one of the two
              Auroc of pair 0 and 2: no row of one of the two
              Auroc of pair 1 and 2: no row of one of the two
              Auroc, SensitivityAtSpecificity of >= 1: no negative row
              Specificity of >= 1, prediction: no negative row
              Npv of >= 1, prediction: every row called positive
              Youden of >= 1, prediction: sensitivity or specificity is undefined
              Specificity of >= 1, score >= 0.5: no negative row
              Npv of >= 1, score >= 0.5: every row called positive
              Youden of >= 1, score >= 0.5: sensitivity or specificity is undefined
              Auroc, AveragePrecision, SensitivityAtSpecificity of >= 2: no positive row
              Sensitivity of >= 2, prediction: no positive row
              Ppv of >= 2, prediction: no row called positive
              F1 of >= 2, prediction: no row positive or called positive
              Youden of >= 2, prediction: sensitivity or specificity is undefined
              Sensitivity of >= 2, score >= 0.5: no positive row
              Ppv of >= 2, score >= 0.5: no row called positive
              F1 of >= 2, score >= 0.5: no row positive or called positive
              Youden of >= 2, score >= 0.5: sensitivity or specificity is undefined
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

        MetricsWalk.EqualsJson(metrics, document.RootElement);
        Assert.Equal(7, document.RootElement.GetProperty("count").GetInt64());
        Assert.Equal("byValue", document.RootElement.GetProperty("classOrder").GetString());
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

    private ClinicalClassificationMetrics Evaluate(float[] labels, float[] predicted)
        => _ml.MulticlassClassification.EvaluateClinical(
            ScoredRow.View(_ml, ScoredRow.Of(labels, predicted, 3), 3), groupColumnName: nameof(ScoredRow.Patient), missingLabels: MissingLabelPolicy.SkipRow);
}
