namespace CtVlm.MLNet;

/// <summary>How an embedding is diagnosed.</summary>
public sealed record GeometryDiagnosisOptions
{
    private const int LargestPairRows = 20_000;

    /// <summary>The k of nearest-neighbour votes, each 1 or more.</summary>
    /// <value>1, 5 and 10.</value>
    public IReadOnlyList<int> VoteNeighbours { get; init; } = [1, 5, 10];

    /// <summary>The k of hubness, each 1 or more.</summary>
    /// <value>5 and 10.</value>
    public IReadOnlyList<int> HubnessNeighbours { get; init; } = [5, 10];

    /// <summary>The K of the Levina-Bickel dimension, each 2 or more.</summary>
    /// <value>10 and 20, the range of the paper.</value>
    public IReadOnlyList<int> DimensionNeighbours { get; init; } = [10, 20];

    /// <summary>Penalty alpha of ridge separability, above 0, on the columns as they are.</summary>
    /// <value>1, as scikit-learn's RidgeClassifier.</value>
    public double RidgeAlpha { get; init; } = 1;

    /// <summary>Factor C of the loss of logistic separability, above 0, on the columns as they are.</summary>
    /// <value>1, as scikit-learn's LogisticRegression.</value>
    public double LogisticC { get; init; } = 1;

    /// <summary>Folds of held-out accuracies, 2 or more; lowered to the number of rows or patients.</summary>
    /// <value>5.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Most rows held, 1 or more; from more, a sample is drawn.</summary>
    /// <value>10,000.</value>
    public int MaxRows { get; init; } = 10_000;

    /// <summary>
    /// Most rows that figures over pairs and of classes rest on, 2 to 20,000; from more, a sample is drawn. Time grows with its square,
    /// and memory: about 60 bytes a pair.
    /// </summary>
    /// <value>3,000: some 500 MB at most.</value>
    public int MaxPairRows { get; init; } = 3_000;

    /// <summary>Seed of samples and folds.</summary>
    /// <value>1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Bins of the histogram of cosines, 1 to 10,000.</summary>
    /// <value>50.</value>
    public int HistogramBins { get; init; } = 50;

    /// <summary>Height in mm of a bin of the slice profile, above 0.</summary>
    /// <value>10.</value>
    public double ProfileBinMm { get; init; } = 10;

    /// <summary>Every option is in range.</summary>
    /// <exception cref="ArgumentException">Some are not; the message lists them all.</exception>
    internal void Check()
    {
        List<string> faults = [];
        Require(faults, VoteNeighbours is not null && VoteNeighbours.All(k => k >= 1), $"{nameof(VoteNeighbours)} must each be 1 or more");
        Require(faults, HubnessNeighbours is not null && HubnessNeighbours.All(k => k >= 1), $"{nameof(HubnessNeighbours)} must each be 1 or more");
        Require(faults, DimensionNeighbours is not null && DimensionNeighbours.All(k => k >= 2), $"{nameof(DimensionNeighbours)} must each be 2 or more");
        Require(faults, RidgeAlpha > 0 && double.IsFinite(RidgeAlpha), $"{nameof(RidgeAlpha)} must be above 0, got {RidgeAlpha}");
        Require(faults, LogisticC > 0 && double.IsFinite(LogisticC), $"{nameof(LogisticC)} must be above 0, got {LogisticC}");
        Require(faults, Folds >= 2, $"{nameof(Folds)} must be 2 or more, got {Folds}");
        Require(faults, MaxRows >= 1, $"{nameof(MaxRows)} must be 1 or more, got {MaxRows}");
        Require(faults, MaxPairRows is >= 2 and <= LargestPairRows, $"{nameof(MaxPairRows)} must be 2 to {LargestPairRows}, got {MaxPairRows}");
        Require(faults, HistogramBins is >= 1 and <= 10_000, $"{nameof(HistogramBins)} must be 1 to 10000, got {HistogramBins}");
        Require(faults, ProfileBinMm > 0 && double.IsFinite(ProfileBinMm), $"{nameof(ProfileBinMm)} must be above 0, got {ProfileBinMm}");
        if (faults.Count > 0)
        {
            throw new ArgumentException($"DiagnoseGeometry: {string.Join("; ", faults)}.");
        }
    }

    private static void Require(List<string> faults, bool holds, FormattableString fault)
    {
        if (!holds)
        {
            faults.Add(FormattableString.Invariant(fault));
        }
    }
}
