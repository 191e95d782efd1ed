namespace CtVlm.MLNet;

/// <summary>The two corrections of BCa and the levels they lead to.</summary>
/// <param name="Bias">z0: normal quantile of the share of replicates below the estimate; infinite where all are on one side.</param>
/// <param name="Acceleration">a, from the jackknife; NaN where it has no spread.</param>
/// <param name="Levels">Levels of the two quantiles; undefined where a correction is.</param>
internal readonly record struct BcaLevels(double Bias, double Acceleration, ConfidenceBounds Levels);
