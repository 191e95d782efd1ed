namespace CtVlm.MLNet;

/// <summary>How retrieval is evaluated.</summary>
public sealed record RetrievalOptions
{
    private const int LargestCutoff = 10_000;
    private const int LargestReplicates = 1_000_000;

    /// <summary>The k of hit, recall and nDCG: each 1 to 10,000, rising. A k above the number of candidates means all of them.</summary>
    /// <value>1, 5 and 10.</value>
    public IReadOnlyList<int> Cutoffs { get; init; } = [1, 5, 10];

    /// <summary>How near a candidate is to a query.</summary>
    /// <value>The cosine.</value>
    public RetrievalSimilarity Similarity { get; init; } = RetrievalSimilarity.Cosine;

    /// <summary>Which candidates a query does not see. Anything but None needs a relevance column; OwnPatient a group column too.</summary>
    /// <value>None.</value>
    public RetrievalExclusion Exclusion { get; init; } = RetrievalExclusion.None;

    /// <summary>
    /// Without a relevance column: whether rows whose query vector, or whose candidate vector, equals the query's own bit for bit are relevant too. The same text asked for twice, or
    /// found twice, is no error. Of no effect with a relevance column.
    /// </summary>
    /// <value>True.</value>
    public bool DuplicatesAreRelevant { get; init; } = true;

    /// <summary>
    /// Label columns (key, text, bool or whole number) for graded nDCG: a candidate's gain is the number of them in which its row agrees with the query's. A missing label agrees with
    /// nothing. At most 30.
    /// </summary>
    /// <value>Empty: no graded nDCG.</value>
    public IReadOnlyList<string> GradedColumns { get; init; } = [];

    /// <summary>Resamples of the intervals, 0 to 1,000,000; 0: no intervals.</summary>
    /// <value>1000.</value>
    public int BootstrapReplicates { get; init; } = 1000;

    /// <summary>Coverage of the intervals, above 0 and below 1.</summary>
    /// <value>0.95.</value>
    public double ConfidenceLevel { get; init; } = 0.95;

    /// <summary>Seed of the resamples.</summary>
    /// <value>1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Most rows accepted, 1 or more: all are held, and time grows with the product of queries and candidates.</summary>
    /// <value>50,000.</value>
    public int MaxRows { get; init; } = 50_000;

    /// <summary>Threads, 1 or more. The figures do not depend on it.</summary>
    /// <value>Null: one a processor.</value>
    public int? Threads { get; init; }

    /// <summary>Every option is in range.</summary>
    /// <exception cref="ArgumentException">Some are not; the message lists them all.</exception>
    internal void Check(bool isOneColumn, string? relevanceColumn, string? groupColumn)
    {
        List<string> faults = FindFaults();
        Require(faults, !isOneColumn || Exclusion != RetrievalExclusion.None, $"queries and candidates are one column, so every row finds itself first: set {nameof(Exclusion)} to {RetrievalExclusion.OwnRow} or {RetrievalExclusion.OwnPatient}");
        Require(faults, Exclusion == RetrievalExclusion.None || relevanceColumn is not null, $"{nameof(Exclusion)} {Exclusion} leaves no relevant candidate where only the own row is relevant: name a relevance column");
        Require(faults, Exclusion != RetrievalExclusion.OwnPatient || groupColumn is not null, $"{nameof(Exclusion)} {Exclusion} needs the patients: name a group column");
        if (faults.Count > 0)
        {
            throw new ArgumentException($"{RetrievalColumns.Verb}: {string.Join("; ", faults)}.");
        }
    }

    private List<string> FindFaults()
    {
        List<string> faults = [];
        Require(
            faults,
            Cutoffs is { Count: > 0 } && Cutoffs.All(k => k is >= 1 and <= LargestCutoff) && Cutoffs.Zip(Cutoffs.Skip(1)).All(pair => pair.First < pair.Second),
            $"{nameof(Cutoffs)} must be 1 to {LargestCutoff} and rising");
        Require(faults, Enum.IsDefined(Similarity), $"{nameof(Similarity)} {Similarity} is unknown");
        Require(faults, Enum.IsDefined(Exclusion), $"{nameof(Exclusion)} {Exclusion} is unknown");
        Require(faults, GradedColumns is { Count: <= 30 } && !GradedColumns.Any(string.IsNullOrEmpty), $"{nameof(GradedColumns)} must be at most 30 names");
        Require(faults, BootstrapReplicates is >= 0 and <= LargestReplicates, $"{nameof(BootstrapReplicates)} must be 0 to {LargestReplicates}, got {BootstrapReplicates}");
        Require(faults, ConfidenceLevel is > 0 and < 1, $"{nameof(ConfidenceLevel)} must be above 0 and below 1, got {ConfidenceLevel}");
        Require(faults, MaxRows >= 1, $"{nameof(MaxRows)} must be 1 or more, got {MaxRows}");
        Require(faults, Threads is null or >= 1, $"{nameof(Threads)} must be 1 or more, got {Threads}");
        return faults;
    }

    private static void Require(List<string> faults, bool holds, FormattableString fault)
    {
        if (!holds)
        {
            faults.Add(FormattableString.Invariant(fault));
        }
    }
}
