namespace CtVlm.MLNet;

/// <summary>How far a score can be taken as a probability: bins, and the gaps between mean score and share of hits.</summary>
/// <remarks>Both errors depend on the bins and, in small data, lie above 0 even for a calibrated model. <b>Source:</b> definitions in Evaluation/README.md.</remarks>
public sealed class ReliabilityDiagram
{
    private ReliabilityDiagram(string name, ReliabilityBinning binning, ReliabilityBin[] bins, string? reason)
    {
        UndefinedValues undefined = new();
        Name = name;
        Binning = binning;
        Bins = Array.AsReadOnly(bins);
        ExpectedCalibrationError = undefined.Unless(nameof(ExpectedCalibrationError), reason, () => ReliabilityArithmetic.ExpectedError(bins));
        MaximumCalibrationError = undefined.Unless(nameof(MaximumCalibrationError), reason, () => ReliabilityArithmetic.MaximumError(bins));
        Undefined = undefined.Reasons;
    }

    /// <summary>What the score stands for: a class, or "top label" for the highest score against being right.</summary>
    public string Name { get; }

    /// <summary>How the edges are placed.</summary>
    public ReliabilityBinning Binning { get; }

    /// <summary>The bins, from low to high, empty ones too; no entry where the scores are no probabilities.</summary>
    public IReadOnlyList<ReliabilityBin> Bins { get; }

    /// <summary>ECE: mean gap of the bins, weighted by their rows, [0, 1].</summary>
    public double ExpectedCalibrationError { get; }

    /// <summary>MCE: largest gap of a bin with rows, [0, 1].</summary>
    public double MaximumCalibrationError { get; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }

    internal static ReliabilityDiagram Of(string name, ReliabilityBinning binning, int bins, ReadOnlySpan<double> scores, ReadOnlySpan<bool> hits)
    {
        double[] edges = binning == ReliabilityBinning.EqualWidth ? ReliabilityArithmetic.EqualWidth(bins) : ReliabilityArithmetic.EqualMass(scores, bins);
        return new ReliabilityDiagram(name, binning, ReliabilityArithmetic.Bins(scores, hits, edges), null);
    }

    internal static ReliabilityDiagram None(string name, ReliabilityBinning binning, string reason) => new(name, binning, [], reason);
}
