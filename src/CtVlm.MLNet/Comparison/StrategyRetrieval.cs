namespace CtVlm.MLNet;

/// <summary>Text-to-image retrieval: each report looks for its own image among the test rows of its fold, by cosine.</summary>
/// <remarks>
/// Images with exactly the same report all count as the report's own; the best-ranked one decides. Images of equal cosine are tied, and every figure
/// is the exact mean over the orders of ties, as of EvaluateRetrieval.
/// <b>Source:</b> Voorhees, The TREC-8 question answering track report, 1999 (mean reciprocal rank); McSherry and Najork, ECIR 2008 (ties); arXiv 2604.13021 (the task).
/// </remarks>
/// <param name="Queries">Rows with a report.</param>
/// <param name="Mrr">Mean of 1 / rank of the best-ranked image of the report, above 0 to 1.</param>
/// <param name="HitAt1">Share of reports an image of which ranks first.</param>
/// <param name="HitAt5">Share of reports an image of which is among the first five.</param>
/// <param name="ChanceMrr">What a random order would give as the mean reciprocal rank.</param>
public sealed record StrategyRetrieval(int Queries, double Mrr, double HitAt1, double HitAt5, double ChanceMrr);
