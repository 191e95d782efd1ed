namespace CtVlm.MLNet;

/// <summary>Text-to-image retrieval: each report looks for its own image among the test rows of its fold, by cosine.</summary>
/// <remarks>
/// Images with exactly the same report all count as the report's own; the best-ranked one decides. An image of another report with an equal cosine ranks before it.
/// <b>Source:</b> Voorhees, The TREC-8 question answering track report, 1999 (mean reciprocal rank); arXiv 2604.13021 (the task).
/// </remarks>
/// <param name="Queries">Rows with a report.</param>
/// <param name="Mrr">Mean of 1 / rank, above 0 to 1.</param>
/// <param name="RecallAt1">Share of reports whose image ranks first.</param>
/// <param name="RecallAt5">Share of reports whose image is among the first five.</param>
/// <param name="ChanceMrr">What a random order would give as the mean reciprocal rank.</param>
public sealed record StrategyRetrieval(int Queries, double Mrr, double RecallAt1, double RecallAt5, double ChanceMrr);
