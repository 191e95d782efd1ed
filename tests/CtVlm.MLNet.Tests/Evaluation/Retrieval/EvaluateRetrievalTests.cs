using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The verb: which rows ask, which are found, what is relevant.</summary>
public sealed class EvaluateRetrievalTests
{
    private static readonly PairRow[] Hand =
    [
        new() { Text = [1, 0], Image = [1, 0], Template = "a", Patient = "p" },
        new() { Text = [0, 1], Image = [1, 0], Template = "b", Patient = "p" },
        new() { Text = [1, 1], Image = [0, 1], Template = "a", Patient = "q" },
    ];

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EvaluateRetrieval_OwnRowOnly_EqualsTheHandCase()
    {
        RetrievalMetrics metrics = Evaluate(Hand, options: new RetrievalOptions { DuplicatesAreRelevant = false });
        Assert.Equal((3, 3, 3L, 1.0), (metrics.Queries, metrics.Candidates, metrics.RowsRead, metrics.MeanRelevant));
        Assert.Equal([1.5, 2.5, 2], metrics.PerQuery.Select(q => q.ExpectedRank));
        Assert.Equal([0.75, 5.0 / 12, 11.0 / 18], metrics.PerQuery.Select(q => q.ReciprocalRank), Same);
        Assert.Equal(16.0 / 27, metrics.MeanReciprocalRank.Value, 1e-12);
        Assert.Equal(11.0 / 18, metrics.MeanReciprocalRank.RandomLevel, 1e-12);
        Assert.Equal(((1 / 1.5) + (1 / 2.5) + 0.5) / 3, metrics.ReciprocalOfExpectedRank.Value, 1e-12);
        Assert.Equal(5.0 / 18, metrics.Cutoffs[0].Hit.Value, 1e-12);
        Assert.Equal(1.0 / 3, metrics.Cutoffs[0].Hit.RandomLevel, 1e-12);
        Assert.Equal((2.0, 3.0), (metrics.MedianRank.Value, metrics.MedianRank.Pessimistic));
        Assert.Equal((1.0, 4.0 / 3), (metrics.OptimisticMedianRank, metrics.OptimisticMeanRank));
    }

    [Fact]
    public void EvaluateRetrieval_DuplicateImage_IsRelevantToo()
    {
        RetrievalMetrics metrics = Evaluate(Hand);
        Assert.Equal([2, 2, 1], metrics.PerQuery.Select(q => q.Relevant));
        Assert.Equal(19.0 / 27, metrics.MeanReciprocalRank.Value, 1e-12);
    }

    [Fact]
    public void EvaluateRetrieval_DuplicateText_IsRelevantToo()
    {
        RetrievalMetrics metrics = Evaluate([.. Hand, new PairRow { Text = [1, 0], Image = [0.5f, 0.25f] }]);
        Assert.Equal([3, 2, 1, 2], metrics.PerQuery.Select(q => q.Relevant));
    }

    [Fact]
    public void EvaluateRetrieval_Swapped_AsksTheOtherWay()
    {
        RetrievalMetrics metrics = Evaluate(Hand, "Image", "Text", options: new RetrievalOptions { DuplicatesAreRelevant = false });
        Assert.Equal(("Image", "Text"), (metrics.QueryColumn, metrics.CandidateColumn));
        Assert.Equal([1.0, 3, 2], metrics.PerQuery.Select(q => q.ExpectedRank));
    }

    [Fact]
    public void EvaluateRetrieval_SharedTemplate_MakesRowsRelevant()
    {
        RetrievalMetrics metrics = Evaluate(Hand, relevance: "Template");
        Assert.Equal([2, 1, 2], metrics.PerQuery.Select(q => q.Relevant));
        Assert.Equal([1.5, 2.5, 1 + (1.0 / 3)], metrics.PerQuery.Select(q => q.ExpectedRank), Same);
        Assert.Equal("rows that share 'Template'", metrics.Relevance);
    }

    [Theory]
    [InlineData("square")]
    [InlineData("tiny-single")]
    public void EvaluateRetrieval_GoldenCase_EqualsTheReference(string name)
    {
        RetrievalGolden golden = RetrievalGolden.Get(name);
        float[][] similarities = [.. Enumerable.Range(0, golden.Queries).Select(golden.Similarities)];
        int rows = Math.Max(golden.Queries, golden.Candidates);
        PairRow[] data = [.. Enumerable.Range(0, rows).Select(i => new PairRow
        {
            Text = [.. Enumerable.Range(0, golden.Queries).Select(q => i >= golden.Queries ? float.NaN : q == i ? 1 : 0)],
            Image = [.. similarities.Select(s => s[i])],
        })];
        RetrievalMetrics metrics = Evaluate(data, options: new RetrievalOptions { Similarity = RetrievalSimilarity.Dot, DuplicatesAreRelevant = false });
        JsonElement expected = golden.Json.GetProperty("metrics"), level = golden.Json.GetProperty("random_level");
        Assert.Equal(golden.Queries, metrics.Queries);
        Assert.Equal(rows - golden.Queries, metrics.MissingQueries);
        foreach ((string key, RetrievalFigure figure) in Keyed(metrics))
        {
            RetrievalGolden.Close(expected, key, new TiedFigure(figure.Value, figure.Pessimistic));
            RetrievalGolden.Close(level, key, figure.RandomLevel);
        }
    }

    [Fact]
    public void EvaluateRetrieval_AllCandidatesEqual_IsTheRandomLevelExactly()
    {
        PairRow[] rows = PairRow.Random(70, 5, seed: 2);
        Array.ForEach(rows, row => row.Image = [1, 2, 3, 4, 5]);
        RetrievalMetrics metrics = Evaluate(rows, relevance: "Template", options: new RetrievalOptions { GradedColumns = ["Severity", "Site"] });
        Assert.All(metrics.Figures.Where(f => !f.Name.StartsWith("graded", StringComparison.Ordinal)), figure => Assert.Equal(figure.RandomLevel, figure.Value));
        Assert.All(metrics.Figures, figure => Assert.Equal(figure.RandomLevel, figure.Value, 1e-12));
    }

    [Theory]
    [InlineData(RetrievalExclusion.None, RetrievalSimilarity.Cosine)]
    [InlineData(RetrievalExclusion.OwnRow, RetrievalSimilarity.Cosine)]
    [InlineData(RetrievalExclusion.OwnPatient, RetrievalSimilarity.Cosine)]
    [InlineData(RetrievalExclusion.OwnPatient, RetrievalSimilarity.Dot)]
    public void EvaluateRetrieval_ManyRows_EqualsTheSlowWay(RetrievalExclusion exclusion, RetrievalSimilarity similarity)
    {
        PairRow[] rows = PairRow.Random(120, 7, seed: 3);
        RetrievalMetrics metrics = Evaluate(rows, relevance: "Template", group: "Patient", options: new RetrievalOptions { Exclusion = exclusion, Similarity = similarity });
        List<RetrievalQuery> expected = [];
        for (int q = 0; q < rows.Length; q++)
        {
            int[] seen = [.. Enumerable.Range(0, rows.Length).Where(c =>
                exclusion == RetrievalExclusion.None || (exclusion == RetrievalExclusion.OwnRow ? c != q : rows[c].Patient != rows[q].Patient))];
            double[] near = Array.ConvertAll(seen, c => Similarity(rows[q].Text, rows[c].Image, similarity));
            int[] relevant = [.. Enumerable.Range(0, seen.Length).Where(i => rows[seen[i]].Template == rows[q].Template)];
            if (relevant.Length > 0)
            {
                int rank = 1 + near.Count(s => s > relevant.Max(i => near[i]));
                expected.Add(new RetrievalQuery(q, seen.Length, relevant.Length, rank, rank, rank, 1.0 / rank));
            }
        }

        Assert.Equal(expected, metrics.PerQuery);
        Assert.Equal(rows.Length - expected.Count, metrics.QueriesWithoutRelevant);
        Assert.Equal(expected.Average(q => q.ReciprocalRank), metrics.MeanReciprocalRank.Value, 1e-12);
    }

    [Fact]
    public void EvaluateRetrieval_RowsInAnotherOrder_GivesTheSame()
    {
        PairRow[] rows = PairRow.Random(90, 5, seed: 4, noise: 2);
        PairRow[] shuffled = [.. rows];
        new Random(5).Shuffle(shuffled);
        RetrievalOptions options = new() { GradedColumns = ["Severity"] };
        RetrievalFigure[] first = [.. Evaluate(rows, relevance: "Template", options: options).Figures];
        RetrievalFigure[] second = [.. Evaluate(shuffled, relevance: "Template", options: options).Figures];
        Assert.All(first.Zip(second), pair =>
        {
            Assert.Equal(pair.First.Value, pair.Second.Value, 1e-12);
            Assert.Equal(pair.First.Pessimistic, pair.Second.Pessimistic, 1e-12);
            Assert.Equal(pair.First.RandomLevel, pair.Second.RandomLevel, 1e-12);
        });
    }

    [Fact]
    public void EvaluateRetrieval_AnyNumberOfThreads_GivesTheSameToTheLastDigit()
    {
        PairRow[] rows = PairRow.Random(300, 9, seed: 6, noise: 2);
        string[] documents = [.. new int?[] { 1, 2, 5, null }.Select(threads => Evaluate(
            rows, relevance: "Template", group: "Patient", options: new RetrievalOptions { Threads = threads, GradedColumns = ["Site"], Exclusion = RetrievalExclusion.OwnPatient }).ToJson())];
        Assert.Single(documents.Distinct());
    }

    [Fact]
    public void EvaluateRetrieval_EqualVectorsAnywhere_AreTied()
    {
        // An odd width and many tiles: neither alignment nor place may change a similarity.
        PairRow[] rows = PairRow.Random(200, 13, seed: 7);
        foreach ((int i, PairRow row) in rows.Index())
        {
            row.Image = [.. rows[i % 2].Image];
        }

        RetrievalMetrics metrics = Evaluate(rows, options: new RetrievalOptions { DuplicatesAreRelevant = false });
        Assert.All(metrics.PerQuery, q => Assert.Contains((q.OptimisticRank, q.PessimisticRank), new[] { (1, 100), (101, 200) }));
    }

    [Fact]
    public void EvaluateRetrieval_MissingValues_AreLeftOutAndCounted()
    {
        PairRow[] rows =
        [
            .. Hand,
            new() { Text = [float.NaN, 1], Image = [1, 1], Template = "b" },
            new() { Text = [1, 2], Image = [0, 0], Template = "c" },
            new() { Text = [float.PositiveInfinity, 0], Image = [float.NaN, 0], Template = "a" },
            new() { Text = [1, 2], Image = [1, 2], Template = "" },
        ];
        RetrievalMetrics metrics = Evaluate(rows, relevance: "Template");
        Assert.Equal((7L, 2L, 2L, 1L), (metrics.RowsRead, metrics.MissingQueries, metrics.MissingCandidates, metrics.RowsWithoutRelevance));
        Assert.Equal((3, 4, 1), (metrics.Queries, metrics.Candidates, metrics.QueriesWithoutRelevant));
        Assert.Contains("left out: 1 queries without a relevant candidate, 2 rows without a query vector", metrics.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateRetrieval_ZeroVectorUnderDot_Counts()
    {
        RetrievalMetrics metrics = Evaluate([.. Hand, new PairRow { Text = [0, 0], Image = [0, 0] }], options: new RetrievalOptions { Similarity = RetrievalSimilarity.Dot });
        Assert.Equal((4, 0L), (metrics.Queries, metrics.MissingQueries));
    }

    [Fact]
    public void EvaluateRetrieval_GradedColumns_GainIsTheNumberOfAgreements()
    {
        PairRow[] rows =
        [
            new() { Text = [1, 0], Image = [1, 0], Severity = 1, Site = "ileum" },
            new() { Text = [0, 1], Image = [4, 1], Severity = 2, Site = "" },
            new() { Text = [1, 1], Image = [2, 1], Severity = 1, Site = "colon" },
        ];
        RetrievalMetrics metrics = Evaluate(rows, options: new RetrievalOptions { GradedColumns = ["Severity", "Site"], Cutoffs = [1, 2] });

        // Orders: 0 1 2, 2 1 0 and 2 1 0; gains of rows 0 1 2: 2 0 1, 0 1 0 and 1 0 2. A missing site agrees with nothing, not even with itself.
        double d2 = 1 / Math.Log2(3);
        Assert.Equal(3, metrics.GradedQueries);
        Assert.Equal((1 + 0 + 1) / 3.0, metrics.Cutoffs[0].GradedLinear!.Value, 1e-12);
        Assert.Equal(((2 / (2 + d2)) + d2 + (2 / (2 + d2))) / 3, metrics.Cutoffs[1].GradedLinear!.Value, 1e-12);
        Assert.Equal(((3 / (3 + d2)) + d2 + (3 / (3 + d2))) / 3, metrics.Cutoffs[1].GradedExponential!.Value, 1e-12);
        Assert.Equal((0.5 + (1.0 / 3) + 0.5) / 3, metrics.Cutoffs[0].GradedLinear!.RandomLevel, 1e-12);
    }

    [Fact]
    public void EvaluateRetrieval_NothingRelevant_IsUndefinedNotZero()
    {
        PairRow[] rows = [.. Hand];
        RetrievalMetrics metrics = Evaluate(rows, relevance: "Patient", group: "Patient", options: new RetrievalOptions { Exclusion = RetrievalExclusion.OwnPatient });
        Assert.Equal((0, 3), (metrics.Queries, metrics.QueriesWithoutRelevant));
        Assert.All(metrics.Figures, f => Assert.True(double.IsNaN(f.Value) && double.IsNaN(f.Pessimistic) && double.IsNaN(f.RandomLevel)));
        using JsonDocument json = JsonDocument.Parse(metrics.ToJson());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("meanReciprocalRank").GetProperty("value").ValueKind);
        Assert.Contains("undefined", metrics.ToTable(), StringComparison.Ordinal);
    }

    private static double Similarity(float[] a, float[] b, RetrievalSimilarity similarity)
    {
        double dot = a.Zip(b).Sum(p => (double)p.First * p.Second);
        return similarity == RetrievalSimilarity.Dot ? dot : dot / Math.Sqrt(a.Sum(v => (double)v * v) * b.Sum(v => (double)v * v));
    }

    private static bool Same(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static IEnumerable<(string Key, RetrievalFigure Figure)> Keyed(RetrievalMetrics metrics) =>
    [
        ("mrr", metrics.MeanReciprocalRank), ("map", metrics.MeanAveragePrecision), ("r_precision", metrics.RPrecision),
        .. metrics.Cutoffs.SelectMany(c => new[] { ($"hit@{c.K}", c.Hit), ($"recall@{c.K}", c.Recall), ($"ndcg@{c.K}", c.Ndcg) }),
    ];

    private RetrievalMetrics Evaluate(
        IReadOnlyList<PairRow> rows, string query = "Text", string candidate = "Image", string? relevance = null, string? group = null, RetrievalOptions? options = null) =>
        _ml.CtVlm().EvaluateRetrieval(PairRow.View(_ml, rows), query, candidate, relevance, group, options);
}
