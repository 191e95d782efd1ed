using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>What cannot be evaluated ends in one clear exception.</summary>
public sealed class EvaluateRetrievalRefusalTests
{
    private static readonly PairRow[] Rows = PairRow.Random(6, 2, seed: 1);

    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData("Nowhere", "Image", null, null, "there is no column 'Nowhere'")]
    [InlineData("Template", "Image", null, null, "column 'Template' must be a known-size vector of Single")]
    [InlineData("Text", "Severity", null, null, "column 'Severity' must be a vector of 2 Single, as 'Text' is")]
    [InlineData("Text", "Image", null, "Fraction", "column 'Fraction' must be text, a key or a whole number")]
    [InlineData("Text", "Image", "Nowhere", null, "there is no column 'Nowhere'")]
    public void EvaluateRetrieval_UnfitColumn_IsRefused(string query, string candidate, string? relevance, string? group, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().EvaluateRetrieval(PairRow.View(_ml, Rows), query, candidate, relevance, group)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void EvaluateRetrieval_RelevanceThatIsNoWholeNumber_IsRefused()
    {
        PairRow[] rows = PairRow.Random(6, 2, seed: 1);
        rows[3].Fraction = 0.5f;
        Assert.Contains(
            "row 3: label column 'Fraction' holds 0.5; whole numbers expected",
            Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().EvaluateRetrieval(PairRow.View(_ml, rows), "Text", "Image", "Fraction")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateRetrieval_OtherWidth_IsRefused()
    {
        PairRow[] rows = [new() { Text = [1, 2], Image = [1, 2, 3] }];
        Assert.Contains(
            "column 'Image' must be a vector of 2 Single, as 'Text' is",
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.CtVlm().EvaluateRetrieval(PairRow.View(_ml, rows, imageWidth: 3), "Text", "Image")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateRetrieval_OptionsOutOfRange_AreListedTogether()
    {
        RetrievalOptions options = new() { Cutoffs = [5, 1], BootstrapReplicates = -1, ConfidenceLevel = 1, MaxRows = 0, Threads = 0, Exclusion = RetrievalExclusion.OwnPatient };
        string message = Assert.Throws<ArgumentException>(() => Evaluate(Rows, options)).Message;
        Assert.All(
            new[] { "Cutoffs", "BootstrapReplicates", "ConfidenceLevel", "MaxRows", "Threads", "name a relevance column", "name a group column" },
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void EvaluateRetrieval_ColumnAsksForItself_NeedsAnExclusion()
    {
        RetrievalMetrics Evaluate(RetrievalExclusion exclusion) =>
            _ml.CtVlm().EvaluateRetrieval(PairRow.View(_ml, Rows), "Image", "Image", "Patient", options: new RetrievalOptions { Exclusion = exclusion });
        Assert.Contains("every row finds itself first", Assert.Throws<ArgumentException>(() => Evaluate(RetrievalExclusion.None)).Message, StringComparison.Ordinal);
        Assert.Equal((6, 5), (Evaluate(RetrievalExclusion.OwnRow).Queries, Evaluate(RetrievalExclusion.OwnRow).PerQuery[0].Candidates));
    }

    [Theory]
    [InlineData(true, "no query is left in column 'Text'")]
    [InlineData(false, "no candidate is left in column 'Image'")]
    public void EvaluateRetrieval_NothingLeft_IsRefused(bool isText, string message)
    {
        PairRow[] rows = [new() { Text = [isText ? float.NaN : 1, 0], Image = [isText ? 1 : float.NaN, 0] }];
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => Evaluate(rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateRetrieval_NoRows_IsRefused() =>
        Assert.Contains("no query is left", Assert.Throws<InvalidOperationException>(() => Evaluate([])).Message, StringComparison.Ordinal);

    [Fact]
    public void EvaluateRetrieval_RowWithoutPatient_IsRefusedByItsNumber()
    {
        PairRow[] rows = PairRow.Random(6, 2, seed: 1);
        rows[4].Patient = " ";
        string message = Assert.Throws<InvalidOperationException>(() => _ml.CtVlm().EvaluateRetrieval(PairRow.View(_ml, rows), "Text", "Image", groupColumn: "Patient")).Message;
        Assert.Contains("row 4: group column 'Patient' is empty", message, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateRetrieval_TooManyRows_IsRefused() =>
        Assert.Contains("more than 5 rows", Assert.Throws<InvalidOperationException>(() => Evaluate(Rows, new RetrievalOptions { MaxRows = 5 })).Message, StringComparison.Ordinal);

    [Fact]
    public void EvaluateRetrieval_DotOutOfRange_IsRefused()
    {
        PairRow[] rows = [new() { Text = [1e30f, 0], Image = [1e30f, 0] }];
        Assert.Contains(
            "a scalar product is beyond the range of Single",
            Assert.Throws<InvalidOperationException>(() => Evaluate(rows, new RetrievalOptions { Similarity = RetrievalSimilarity.Dot })).Message,
            StringComparison.Ordinal);
        Assert.Equal(1, Evaluate(rows).MeanReciprocalRank.Value);
    }

    private RetrievalMetrics Evaluate(IReadOnlyList<PairRow> rows, RetrievalOptions? options = null) =>
        _ml.CtVlm().EvaluateRetrieval(PairRow.View(_ml, rows), "Text", "Image", options: options);
}
