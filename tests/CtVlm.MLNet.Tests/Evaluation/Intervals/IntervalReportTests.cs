using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The tables, as people see them.</summary>
public sealed class IntervalReportTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void ToTable_Intervals_IsTheTableExpected()
    {
        // Perfect but for one row; the last patient has two rows.
        ScoredRows rows = new(
            2, [0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1], [1, 0, 0.75, 0.25, 0.25, 0.75, 0.5, 0.5, 0, 1, 0.25, 0.75], [0, 1, 2, 3, 4, 4]);

        Assert.Equal(
            """
            6 rows of 5 patients
            95 % intervals, 100 resamples of patients, seed 1

            metric                  estimate   lower  upper  std. error           method  resamples  undefined
            accuracy                   0.833   0.127  0.994       0.177    transformed t        100          0
            balancedAccuracy           0.833   0.161  0.992       0.163    transformed t        100          0
            macroF1                    0.829   0.058  0.997       0.223    transformed t        100          0
            kappa                      0.667  -0.730  0.988       0.347    transformed t         98          2
            linearWeightedKappa        0.667  -0.730  0.988       0.347    transformed t         98          2
            quadraticWeightedKappa     0.667  -0.730  0.988       0.347    transformed t         98          2
            matthewsCorrelation        0.707  -0.321  0.970       0.219    transformed t         80         20
            meanAbsoluteError          0.167   0.006  0.873       0.177    transformed t        100          0
            macroMeanAbsoluteError     0.167   0.008  0.839       0.163    transformed t        100          0
            within1                    1.000   0.478  1.000       0.000  Clopper-Pearson        100          0
            macroAuroc                 0.833   0.099  0.996       0.191    transformed t         90         10
            brier                      0.313   0.055  1.098       0.179    transformed t        100          0
            logLoss                    0.442   0.118  1.655       0.210    transformed t        100          0
            rankedProbabilityScore     0.156   0.027  0.549       0.089    transformed t        100          0
            sensitivity of 0           0.667   0.039  0.990       0.311    transformed t        100          0
            specificity of 0           1.000   0.158  1.000       0.000  Clopper-Pearson         90         10
            ppv of 0                   1.000   0.158  1.000       0.000  Clopper-Pearson         90         10
            npv of 0                   0.750   0.041  0.995       0.288    transformed t         98          2
            auroc of 0                 0.833   0.099  0.996       0.191    transformed t         90         10
            sensitivity of 1           1.000   0.158  1.000       0.000  Clopper-Pearson         90         10
            specificity of 1           0.667   0.039  0.990       0.311    transformed t        100          0
            ppv of 1                   0.750   0.041  0.995       0.288    transformed t         98          2
            npv of 1                   1.000   0.158  1.000       0.000  Clopper-Pearson         90         10
            auroc of 1                 0.833   0.099  0.996       0.191    transformed t         90         10
            cutPointAuroc from 1       0.833   0.099  0.996       0.191    transformed t         90         10

            notes
              matthewsCorrelation: 20 of 100 resamples do not define it; Stratified, which draws within classes, may help
              within1: the same in every resample: exact interval of 5 patients
              macroAuroc: 10 of 100 resamples do not define it; Stratified, which draws within classes, may help
              specificity of 0: the same in every resample: exact interval of 2 patients
              ppv of 0: the same in every resample: exact interval of 2 patients
              auroc of 0: 10 of 100 resamples do not define it; Stratified, which draws within classes, may help
              sensitivity of 1: the same in every resample: exact interval of 2 patients
              npv of 1: the same in every resample: exact interval of 2 patients
              auroc of 1: 10 of 100 resamples do not define it; Stratified, which draws within classes, may help
              cutPointAuroc from 1: 10 of 100 resamples do not define it; Stratified, which draws within classes, may help
            """,
            _ml.CtVlm().EstimateIntervals(MadeUpRows.View(_ml, rows), new IntervalOptions { PatientColumnName = "Patient", Resamples = 100 }).ToTable());
    }

    [Fact]
    public void ToTable_Comparison_IsTheTableExpected()
    {
        ScoredRows a = MadeUpRows.Make(40, 20, seed: 1);
        ComparisonOptions options = new()
        {
            PatientColumnName = "Patient",
            Resamples = 100,
            Metrics = ["accuracy", "quadraticWeightedKappa", "macroAuroc", "sensitivity"],
            FirstName = "mean",
            SecondName = "attention",
        };

        Assert.Equal(
            """
            40 rows of 20 patients
            95 % intervals, 100 resamples of patients, seed 1

            metric                   mean  attention  difference   lower  upper  p bootstrap  p permutation   Holm     BH  undefined
            accuracy                0.850      0.625       0.225   0.050  0.375        0.035          0.059  0.248  0.119          0
            quadraticWeightedKappa  0.894      0.594       0.300   0.085  0.479        0.035          0.020  0.119  0.119          0
            macroAuroc              0.950      0.844       0.106   0.026  0.197        0.035          0.050  0.248  0.119          0
            sensitivity of 0        1.000      0.846       0.154   0.000  0.398        0.264          0.475  0.931  0.475          0
            sensitivity of 1        0.818      0.455       0.364   0.052  0.750        0.082          0.139  0.416  0.208          0
            sensitivity of 2        0.750      0.563       0.188  -0.071  0.500        0.322          0.465  0.931  0.475          0

            DeLong        positives  negatives   mean  attention  difference   lower  upper      p
            AUROC from 1         27         13  0.973      0.902       0.071  -0.030  0.173  0.169
            AUROC from 2         16         24  0.936      0.852       0.085  -0.057  0.227  0.243

            McNemar: 10 rows only mean right, 1 only attention; exact p 0.012, chi-square 5.818 p 0.016
            DeLong and McNemar take rows as independent, which they are not here: their p values are too small.
            """,
            _ml.CtVlm().ComparePredictions(MadeUpRows.View(_ml, a), MadeUpRows.View(_ml, MadeUpRows.Rescore(a, seed: 2)), options).ToTable());
    }
}
