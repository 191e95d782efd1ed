namespace CtVlm.MLNet;

/// <summary>How well candidates are found by queries. Figures are means over the queries that have a relevant candidate; NaN where there is none.</summary>
/// <remarks>Immutable. <b>Source:</b> definitions in Evaluation/Retrieval/README.md; ties after McSherry and Najork, ECIR 2008.</remarks>
public sealed record RetrievalMetrics
{
    /// <summary>The column of vectors that ask.</summary>
    public required string QueryColumn { get; init; }

    /// <summary>The column of vectors that are found.</summary>
    public required string CandidateColumn { get; init; }

    /// <summary>How near a candidate is to a query.</summary>
    public required RetrievalSimilarity Similarity { get; init; }

    /// <summary>What counts as relevant, in words.</summary>
    public required string Relevance { get; init; }

    /// <summary>What a query does not see.</summary>
    public required RetrievalExclusion Exclusion { get; init; }

    /// <summary>How tied candidates count, in words.</summary>
    public string TieRule => "values are exact means over all orders of candidates with equal similarity (float32); 'ties last' puts relevant ones behind those tied with them";

    /// <summary>Where the intervals come from, in words; why there are none, where there are none.</summary>
    public required string IntervalRule { get; init; }

    /// <summary>Rows read, those left out included.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Queries that the figures rest on: those with a relevant candidate.</summary>
    public required int Queries { get; init; }

    /// <summary>Candidates. A query sees fewer of them where some are excluded.</summary>
    public required int Candidates { get; init; }

    /// <summary>Mean number of relevant candidates of a query; NaN without queries.</summary>
    public required double MeanRelevant { get; init; }

    /// <summary>Distinct patients of the queries; null without a group column.</summary>
    public required int? Patients { get; init; }

    /// <summary>Queries left out of all figures because no candidate is relevant.</summary>
    public required int QueriesWithoutRelevant { get; init; }

    /// <summary>Rows without a usable query vector: NaN or infinity in it, or under the cosine all zeros.</summary>
    public required long MissingQueries { get; init; }

    /// <summary>Rows without a usable candidate vector.</summary>
    public required long MissingCandidates { get; init; }

    /// <summary>Rows left out as queries and candidates because their relevance key is missing; 0 without a relevance column.</summary>
    public required long RowsWithoutRelevance { get; init; }

    /// <summary>Queries that graded nDCG rests on: those with a candidate of any gain; null without graded columns.</summary>
    public required int? GradedQueries { get; init; }

    /// <summary>Mean reciprocal rank of the best relevant candidate; with an interval.</summary>
    public required RetrievalFigure MeanReciprocalRank { get; init; }

    /// <summary>Mean of 1 / expected rank: never above <see cref="MeanReciprocalRank"/>, and equal without ties. Other tools report it; the pessimistic values are the same.</summary>
    public required RetrievalFigure ReciprocalOfExpectedRank { get; init; }

    /// <summary>Mean of the queries' average precision.</summary>
    public required RetrievalFigure MeanAveragePrecision { get; init; }

    /// <summary>Mean recall at k = the query's number of relevant candidates.</summary>
    public required RetrievalFigure RPrecision { get; init; }

    /// <summary>Median over queries of the expected rank of the best relevant candidate, from 1.</summary>
    public required RetrievalFigure MedianRank { get; init; }

    /// <summary>Mean of these ranks.</summary>
    public required RetrievalFigure MeanRank { get; init; }

    /// <summary>Median of the ranks with relevant candidates first among ties.</summary>
    public required double OptimisticMedianRank { get; init; }

    /// <summary>Mean of these ranks.</summary>
    public required double OptimisticMeanRank { get; init; }

    /// <summary>The figures within the first k, in order of <see cref="RetrievalOptions.Cutoffs"/>.</summary>
    public required IReadOnlyList<RetrievalCutoff> Cutoffs { get; init; }

    /// <summary>The queries that the figures rest on, in order of rows.</summary>
    public required IReadOnlyList<RetrievalQuery> PerQuery { get; init; }

    internal IEnumerable<RetrievalFigure> Figures =>
        [MeanReciprocalRank, ReciprocalOfExpectedRank, MeanAveragePrecision, RPrecision, MedianRank, MeanRank, .. Cutoffs.SelectMany(c => c.Figures)];

    /// <summary>A table for people: each figure with its interval, its value with ties last, and the random level.</summary>
    /// <returns>Lines separated by '\n'.</returns>
    public string ToTable() => RetrievalTable.Write(this);

    /// <summary>The figures for programs; undefined ones are null. Without the single queries.</summary>
    /// <returns>An indented JSON document.</returns>
    public string ToJson() => RetrievalJson.Write(this);

    /// <summary>The table.</summary>
    /// <returns><see cref="ToTable"/>.</returns>
    public override string ToString() => ToTable();
}
