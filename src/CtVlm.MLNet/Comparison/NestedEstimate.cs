namespace CtVlm.MLNet;

/// <summary>How well choosing a strategy works: in each fold one is chosen on the training rows alone, and tested on rows that had no part in the choice.</summary>
/// <remarks>The figure of the best of many strategies is too good, for it was chosen by that figure. This one is not. <b>Source:</b> Varma and Simon, BMC Bioinformatics 7:91, 2006.</remarks>
/// <param name="Metric">The experiment's metric over the rows of all folds.</param>
/// <param name="StandardError">Standard deviation over the folds, divided by the square root of their number.</param>
/// <param name="ChosenTrialIds">The strategy that was chosen in each fold.</param>
public sealed record NestedEstimate(double Metric, double StandardError, IReadOnlyList<int> ChosenTrialIds);
