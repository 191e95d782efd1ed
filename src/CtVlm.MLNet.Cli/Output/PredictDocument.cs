namespace CtVlm.MLNet.Cli;

/// <summary>What <c>predict --json</c> prints.</summary>
internal sealed record PredictDocument(IReadOnlyList<PredictedStudy> Predictions);
