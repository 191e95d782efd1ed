namespace CtVlm.MLNet;

/// <summary>Candidates of one similarity, at least one of them relevant.</summary>
/// <param name="Before">Candidates of higher similarity.</param>
/// <param name="Size">Candidates of this similarity, at least 1.</param>
/// <param name="Positives">Relevant ones among them, 1 to <paramref name="Size"/>.</param>
internal readonly record struct TieGroup(int Before, int Size, int Positives);
