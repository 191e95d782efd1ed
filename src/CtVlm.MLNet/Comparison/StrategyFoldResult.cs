namespace CtVlm.MLNet;

/// <summary>A strategy on one fold.</summary>
/// <param name="Fold">The fold that was tested on, from 0.</param>
/// <param name="TrainRows">Rows trained on.</param>
/// <param name="TestRows">Rows tested on.</param>
/// <param name="Metric">The experiment's metric over the test rows; NaN where they do not define it.</param>
/// <param name="Mrr">Mean reciprocal rank of text-to-image retrieval among the test rows; NaN where it is not measured.</param>
/// <param name="FeatureWidth">Width of the vectors that the trainer was given.</param>
/// <param name="RuntimeInSeconds">Time of fitting and scoring, embedding not counted; of the fit, where it comes from a checkpoint.</param>
public sealed record StrategyFoldResult(int Fold, int TrainRows, int TestRows, double Metric, double Mrr, int FeatureWidth, double RuntimeInSeconds);
