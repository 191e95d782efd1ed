using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>From rows to the figures of a retrieval.</summary>
internal static class RetrievalEvaluator
{
    /// <summary>Reads the data once, only the columns bound, asks every query and gathers.</summary>
    public static RetrievalMetrics Evaluate(IHostEnvironment environment, IDataView data, RetrievalColumns columns, RetrievalOptions options)
    {
        RetrievalRows rows = RetrievalRows.Read(environment, data, columns, options);
        RetrievalSearch search = new(environment, rows.Rows, columns.Relevance is not null, options);
        return Gather(rows, columns, options, search.Candidates, search.Run());
    }

    private static RetrievalMetrics Gather(RetrievalRows rows, RetrievalColumns columns, RetrievalOptions options, int candidates, QueryOutcome[] outcomes)
    {
        QueryOutcome[] used = [.. outcomes.Where(o => o.Figures is not null)];
        QueryFigures[] queries = [.. used.Select(o => o.Figures!)];
        RandomLevels random = new(options.Cutoffs);
        QueryFigures[] levels = [.. queries.Select(q => random.Of(q.Candidates, q.Positives))];
        GradedFigures[] graded = [.. outcomes.Select(o => o.Graded).OfType<GradedFigures>()];
        ClusterBootstrap bootstrap = new(used.Select(o => columns.Patient is null ? o.Row : rows.Rows[o.Row].Patient), options);
        RetrievalInterval?[] intervals = bootstrap.Intervals(
            [[.. queries.Select(q => q.ReciprocalRank.Expected)], .. options.Cutoffs.Select((_, i) => (IReadOnlyList<double>)[.. queries.Select(q => q.Hits[i].Expected)])]);
        return new RetrievalMetrics
        {
            QueryColumn = columns.Query.Name,
            CandidateColumn = columns.Candidate.Name,
            Similarity = options.Similarity,
            Relevance = DescribeRelevance(columns, options),
            Exclusion = options.Exclusion,
            IntervalRule = DescribeIntervals(columns, options, bootstrap.Count),
            RowsRead = rows.RowsRead,
            Queries = queries.Length,
            Candidates = candidates,
            MeanRelevant = FigureSummary.Mean([.. queries.Select(q => (double)q.Positives)]),
            Patients = columns.Patient is null ? null : bootstrap.Count,
            QueriesWithoutRelevant = outcomes.Length - queries.Length,
            MissingQueries = rows.MissingQueries,
            MissingCandidates = rows.MissingCandidates,
            RowsWithoutRelevance = rows.WithoutKey,
            GradedQueries = options.GradedColumns.Count == 0 ? null : graded.Length,
            MeanReciprocalRank = FigureSummary.OfTied("MRR", queries, levels, q => q.ReciprocalRank, intervals[0]),
            ReciprocalOfExpectedRank = FigureSummary.OfRanks("1 / expected rank", queries, levels, FigureSummary.Mean, rank => 1 / rank),
            MeanAveragePrecision = FigureSummary.OfTied("MAP", queries, levels, q => q.AveragePrecision),
            RPrecision = FigureSummary.OfTied("R-precision", queries, levels, q => q.RPrecision),
            MedianRank = FigureSummary.OfRanks("median rank", queries, levels, FigureSummary.Median, rank => rank),
            MeanRank = FigureSummary.OfRanks("mean rank", queries, levels, FigureSummary.Mean, rank => rank),
            OptimisticMedianRank = FigureSummary.Median([.. queries.Select(q => (double)q.OptimisticRank)]),
            OptimisticMeanRank = FigureSummary.Mean([.. queries.Select(q => (double)q.OptimisticRank)]),
            Cutoffs = [.. options.Cutoffs.Select((k, i) => AtCutoff(k, i, queries, levels, options.GradedColumns.Count == 0 ? null : graded, intervals[i + 1]))],
            PerQuery = [.. used.Select(o => Describe(rows.Rows[o.Row].Position, o.Figures!))],
        };
    }

    private static RetrievalCutoff AtCutoff(int k, int i, QueryFigures[] queries, QueryFigures[] levels, GradedFigures[]? graded, RetrievalInterval? interval) => new(
        k,
        FigureSummary.OfTied($"hit@{k}", queries, levels, q => q.Hits[i], interval),
        FigureSummary.OfTied($"recall@{k}", queries, levels, q => q.Recalls[i]),
        FigureSummary.OfTied($"nDCG@{k}", queries, levels, q => q.Ndcgs[i]),
        graded is null ? null : OfGraded($"graded nDCG@{k}", graded, g => g.Linear[i], g => g.RandomLinear[i]),
        graded is null ? null : OfGraded($"graded nDCG@{k}, 2^g-1", graded, g => g.Exponential[i], g => g.RandomExponential[i]));

    private static RetrievalFigure OfGraded(string name, GradedFigures[] graded, Func<GradedFigures, TiedFigure> select, Func<GradedFigures, double> level) => new(
        name,
        FigureSummary.Mean([.. graded.Select(g => select(g).Expected)]),
        FigureSummary.Mean([.. graded.Select(g => select(g).Pessimistic)]),
        FigureSummary.Mean([.. graded.Select(level)]));

    private static RetrievalQuery Describe(long position, QueryFigures figures) => new(
        position, figures.Candidates, figures.Positives, figures.ExpectedRank, figures.OptimisticRank, figures.PessimisticRank, figures.ReciprocalRank.Expected);

    private static string DescribeRelevance(RetrievalColumns columns, RetrievalOptions options) =>
        columns.Relevance is { } key ? $"rows that share '{key.Name}'"
        : options.DuplicatesAreRelevant ? "the own row, and rows with an equal query or candidate vector"
        : "the own row only";

    private static string DescribeIntervals(RetrievalColumns columns, RetrievalOptions options, int clusters)
    {
        string unit = columns.Patient is null ? "queries" : "patients";
        return options.BootstrapReplicates == 0 ? "none asked for"
            : clusters < 2 ? FormattableString.Invariant($"none: {clusters} {unit}, at least 2 needed")
            : FormattableString.Invariant(
                $"{options.ConfidenceLevel:P0} percentile, {options.BootstrapReplicates} resamples of {clusters} {unit}{(columns.Patient is null ? ", taken as independent: no patient column" : "")}, candidates fixed, seed {options.Seed}");
    }
}
