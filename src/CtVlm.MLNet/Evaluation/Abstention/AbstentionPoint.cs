namespace CtVlm.MLNet;

/// <summary>What is left where rows below a threshold get no prediction.</summary>
/// <param name="Threshold">Rows whose highest probability is at least this are kept, 0 to 1.</param>
/// <param name="Kept">Rows kept.</param>
/// <param name="Coverage">Share kept of all labelled rows.</param>
/// <param name="Correct">Right predictions among those kept.</param>
/// <param name="Accuracy">Their share of those kept.</param>
public sealed record AbstentionPoint(double Threshold, int Kept, double Coverage, int Correct, double Accuracy);
