namespace CtVlm.MLNet;

/// <summary>What a strategy says of a row that it was not trained on.</summary>
/// <param name="Row">Number of the row in the data, from 0.</param>
/// <param name="Fold">The fold in which the row was tested.</param>
/// <param name="Actual">The row's class, a position in <see cref="StrategyExperimentResult.ClassNames"/>.</param>
/// <param name="Predicted">The predicted class.</param>
/// <param name="Scores">One score a class, as the trainer gives them.</param>
/// <param name="ReciprocalRank">1 / rank of the row's own image, mean over the orders of ties, when its report is looked up among the fold's test rows; NaN where it is not measured.</param>
public sealed record StrategyPrediction(long Row, int Fold, int Actual, int Predicted, IReadOnlyList<float> Scores, double ReciprocalRank);
