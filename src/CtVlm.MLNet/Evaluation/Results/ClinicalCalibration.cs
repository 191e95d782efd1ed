namespace CtVlm.MLNet;

/// <summary>Calibration of all classes under one placing of the bins.</summary>
/// <remarks><b>Source:</b> definitions in Evaluation/README.md.</remarks>
public sealed class ClinicalCalibration
{
    /// <summary>Name of the top-label diagram.</summary>
    private const string TopLabelName = "top label";

    internal ClinicalCalibration(ScoredRows rows, IReadOnlyList<string> names, ReliabilityBinning binning, int bins, string? noProbabilities)
    {
        UndefinedValues undefined = new();
        Binning = binning;
        TopLabel = noProbabilities is null ? Top(rows, binning, bins) : ReliabilityDiagram.None(TopLabelName, binning, noProbabilities);
        PerClass = Array.AsReadOnly(names.Select((name, k) => noProbabilities is null
            ? OfClass(rows, name, k, binning, bins)
            : ReliabilityDiagram.None(name, binning, noProbabilities)).ToArray());
        ClassWiseExpectedCalibrationError = undefined.Unless(
            nameof(ClassWiseExpectedCalibrationError), noProbabilities, () => PerClass.Average(diagram => diagram.ExpectedCalibrationError));
        ClassWiseMaximumCalibrationError = undefined.Unless(
            nameof(ClassWiseMaximumCalibrationError), noProbabilities, () => PerClass.Max(diagram => diagram.MaximumCalibrationError));
        Undefined = undefined.Reasons;
    }

    /// <summary>How the edges are placed.</summary>
    public ReliabilityBinning Binning { get; }

    /// <summary>The highest score of each row against whether that class (the lowest on ties) is the actual one; PredictedLabel plays no part.</summary>
    public ReliabilityDiagram TopLabel { get; }

    /// <summary>Each class's score against whether it is the actual one, K diagrams.</summary>
    public IReadOnlyList<ReliabilityDiagram> PerClass { get; }

    /// <summary>Mean of the classes' expected calibration errors, [0, 1].</summary>
    public double ClassWiseExpectedCalibrationError { get; }

    /// <summary>Largest of the classes' maximum calibration errors, [0, 1].</summary>
    public double ClassWiseMaximumCalibrationError { get; }

    /// <summary>Why a value is NaN, by property name; empty where all are defined. Diagrams carry their own.</summary>
    public IReadOnlyDictionary<string, string> Undefined { get; }

    private static ReliabilityDiagram Top(ScoredRows rows, ReliabilityBinning binning, int bins)
    {
        double[] scores = new double[rows.Count];
        bool[] hits = new bool[rows.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            ReadOnlySpan<double> row = rows.ScoresOf(i);
            int top = 0;
            for (int k = 1; k < row.Length; k++)
            {
                top = row[k] > row[top] ? k : top;
            }

            scores[i] = row[top];
            hits[i] = top == rows.Actual[i];
        }

        return ReliabilityDiagram.Of(TopLabelName, binning, bins, scores, hits);
    }

    private static ReliabilityDiagram OfClass(ScoredRows rows, string name, int index, ReliabilityBinning binning, int bins)
    {
        double[] scores = new double[rows.Count];
        bool[] hits = new bool[rows.Count];
        rows.CopyScores(index, scores);
        rows.MarkActual(index, hits);
        return ReliabilityDiagram.Of(name, binning, bins, scores, hits);
    }
}
