using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>The arithmetic against the reference, query by query and over all queries.</summary>
public sealed class RetrievalGoldenTests
{
    public static TheoryData<string> Names => [.. RetrievalGolden.Names];

    public static TheoryData<string> GradedNames => [.. RetrievalGolden.Names.Where(name => RetrievalGolden.Get(name).Json.TryGetProperty("gains", out _))];

    [Theory]
    [MemberData(nameof(Names))]
    public void QueryFigures_GoldenCase_EqualTheReference(string name)
    {
        RetrievalGolden golden = RetrievalGolden.Get(name);
        for (int q = 0; q < golden.Queries; q++)
        {
            JsonElement expected = golden.Json.GetProperty("per_query")[q];
            QueryFigures? actual = golden.Figures(q);
            if (expected.ValueKind == JsonValueKind.Null)
            {
                Assert.Null(actual);
                continue;
            }

            Assert.NotNull(actual);
            Assert.Equal(expected.GetProperty("positives").GetInt32(), actual.Positives);
            Assert.Equal(expected.GetProperty("rank_pessimistic").GetInt32(), actual.PessimisticRank);
            Assert.Equal(expected.GetProperty("rank_optimistic").GetInt32(), actual.OptimisticRank);
            RetrievalGolden.Close(expected, "rank_expected", actual.ExpectedRank);
            RetrievalGolden.Close(expected, "rr", actual.ReciprocalRank);
            RetrievalGolden.Close(expected, "ap", actual.AveragePrecision);
            RetrievalGolden.Close(expected, "r_precision", actual.RPrecision);
            CloseAtCutoffs(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Means_GoldenCase_EqualTheReference(string name)
    {
        RetrievalGolden golden = RetrievalGolden.Get(name);
        QueryFigures[] queries = [.. Enumerable.Range(0, golden.Queries).Select(golden.Figures).OfType<QueryFigures>()];
        RandomLevels random = new(RetrievalGolden.Cutoffs);
        QueryFigures[] levels = [.. queries.Select(q => random.Of(q.Candidates, q.Positives))];
        Assert.Equal(golden.Json.GetProperty("queries_used").GetInt32(), queries.Length);
        JsonElement metrics = golden.Json.GetProperty("metrics"), level = golden.Json.GetProperty("random_level");
        Assert.Equal(queries.Length == 0, metrics.ValueKind == JsonValueKind.Null);
        foreach ((string key, Func<QueryFigures, TiedFigure> select) in Selectors())
        {
            RetrievalFigure figure = FigureSummary.OfTied(key, queries, levels, select);
            if (queries.Length == 0)
            {
                Assert.Equal((double.NaN, double.NaN, double.NaN), (figure.Value, figure.Pessimistic, figure.RandomLevel));
                continue;
            }

            RetrievalGolden.Close(metrics, key, new TiedFigure(figure.Value, figure.Pessimistic));
            RetrievalGolden.Close(level, key, figure.RandomLevel);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ranks_GoldenCase_EqualTheReference(string name)
    {
        RetrievalGolden golden = RetrievalGolden.Get(name);
        QueryFigures[] queries = [.. Enumerable.Range(0, golden.Queries).Select(golden.Figures).OfType<QueryFigures>()];
        RandomLevels random = new(RetrievalGolden.Cutoffs);
        QueryFigures[] levels = [.. queries.Select(q => random.Of(q.Candidates, q.Positives))];
        RetrievalFigure mean = FigureSummary.OfRanks("", queries, levels, FigureSummary.Mean, rank => rank);
        RetrievalFigure median = FigureSummary.OfRanks("", queries, levels, FigureSummary.Median, rank => rank);
        RetrievalFigure reciprocal = FigureSummary.OfRanks("", queries, levels, FigureSummary.Mean, rank => 1 / rank);
        if (queries.Length == 0)
        {
            Assert.True(double.IsNaN(mean.Value) && double.IsNaN(median.Value) && double.IsNaN(reciprocal.Value));
            return;
        }

        JsonElement metrics = golden.Json.GetProperty("metrics");
        RetrievalGolden.Close(metrics, "mean_rank", new TiedFigure(mean.Value, mean.Pessimistic));
        RetrievalGolden.Close(metrics, "median_rank", new TiedFigure(median.Value, median.Pessimistic));
        RetrievalGolden.Close(metrics, "mean_rank_optimistic", FigureSummary.Mean([.. queries.Select(q => (double)q.OptimisticRank)]));
        RetrievalGolden.Close(metrics, "median_rank_optimistic", FigureSummary.Median([.. queries.Select(q => (double)q.OptimisticRank)]));
        RetrievalGolden.Close(metrics, "mrr_of_expected_rank", reciprocal.Value);
        RetrievalGolden.Close(metrics, "mrr_pessimistic", reciprocal.Pessimistic);
        RetrievalGolden.Close(golden.Json.GetProperty("random_level"), "mean_rank", mean.RandomLevel);
    }

    [Fact]
    public void RandomLevels_GoldenTable_EqualTheReference()
    {
        RandomLevels random = new(RetrievalGolden.Cutoffs);
        Assert.NotEmpty(RetrievalGolden.RandomLevels);
        foreach (JsonElement expected in RetrievalGolden.RandomLevels)
        {
            QueryFigures level = random.Of(expected.GetProperty("candidates").GetInt32(), expected.GetProperty("positives").GetInt32());
            RetrievalGolden.Close(expected, "mean_rank", level.ExpectedRank);
            foreach ((string key, Func<QueryFigures, TiedFigure> select) in Selectors())
            {
                RetrievalGolden.Close(expected, key, select(level).Expected);
            }
        }
    }

    [Theory]
    [MemberData(nameof(GradedNames))]
    public void GradedNdcg_GoldenCase_EqualsTheReference(string name)
    {
        RetrievalGolden golden = RetrievalGolden.Get(name);
        List<GradedFigures> used = [];
        for (int q = 0; q < golden.Queries; q++)
        {
            JsonElement expected = golden.Json.GetProperty("graded_per_query")[q];
            GradedFigures? actual = GradedFigures.Create(golden.Similarities(q), golden.Gains(q), RetrievalGolden.Cutoffs);
            if (actual is not null)
            {
                used.Add(actual);
            }

            foreach ((int i, int k) in RetrievalGolden.Cutoffs.Index())
            {
                RetrievalGolden.Close(expected, $"ndcg@{k}_linear", actual?.Linear[i] ?? new(double.NaN, double.NaN));
                RetrievalGolden.Close(expected, $"ndcg@{k}_exponential", actual?.Exponential[i] ?? new(double.NaN, double.NaN));
            }
        }

        Assert.Equal(golden.Json.GetProperty("graded_queries_used").GetInt32(), used.Count);
        JsonElement means = golden.Json.GetProperty("graded");
        foreach ((int i, int k) in RetrievalGolden.Cutoffs.Index())
        {
            RetrievalGolden.Close(means, $"ndcg@{k}_linear_expected", used.Average(g => g.Linear[i].Expected));
            RetrievalGolden.Close(means, $"ndcg@{k}_exponential_pessimistic", used.Average(g => g.Exponential[i].Pessimistic));
        }
    }

    private static void CloseAtCutoffs(JsonElement expected, QueryFigures actual)
    {
        foreach ((int i, int k) in RetrievalGolden.Cutoffs.Index())
        {
            RetrievalGolden.Close(expected, $"hit@{k}", actual.Hits[i]);
            RetrievalGolden.Close(expected, $"recall@{k}", actual.Recalls[i]);
            RetrievalGolden.Close(expected, $"ndcg@{k}", actual.Ndcgs[i]);
        }
    }

    private static IEnumerable<(string Key, Func<QueryFigures, TiedFigure> Select)> Selectors()
    {
        yield return ("mrr", q => q.ReciprocalRank);
        yield return ("map", q => q.AveragePrecision);
        yield return ("r_precision", q => q.RPrecision);
        foreach ((int i, int k) in RetrievalGolden.Cutoffs.Index())
        {
            yield return ($"hit@{k}", q => q.Hits[i]);
            yield return ($"recall@{k}", q => q.Recalls[i]);
            yield return ($"ndcg@{k}", q => q.Ndcgs[i]);
        }
    }
}
