namespace CtVlm.MLNet;

/// <summary>A figure of retrieval with what it must be seen beside. NaN where it is undefined.</summary>
/// <param name="Name">What it is, as in the table.</param>
/// <param name="Value">Over all queries; of each query the exact mean over the orders of tied candidates.</param>
/// <param name="Pessimistic">The same with every relevant candidate last among those tied with it.</param>
/// <param name="RandomLevel">The same where all candidates of a query are tied, for its own number of candidates and of relevant ones. Of means this is the exact expectation of a random order.</param>
/// <param name="Interval">Interval of <paramref name="Value"/>, queries resampled by patient; null where none was computed.</param>
public sealed record RetrievalFigure(string Name, double Value, double Pessimistic, double RandomLevel, RetrievalInterval? Interval = null);
