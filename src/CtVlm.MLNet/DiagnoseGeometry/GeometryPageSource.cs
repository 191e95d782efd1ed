using System.Globalization;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Takes from a diagnosis what a page shows.</summary>
internal static class GeometryPageSource
{
    /// <summary>The page's numbers.</summary>
    public static GeometryPageData Of(GeometryDiagnosis diagnosis) => new()
    {
        Title = $"Geometry of {diagnosis.ColumnName}",
        Subtitle = Subtitle(diagnosis),
        Figures = [.. Figures(diagnosis).Select(figure => new GeometryPageFigure(figure.Name, Number(figure.Figure)))],
        Points = Points(diagnosis),
        VarianceShares = Shares(diagnosis.Spectrum),
        Cosines = Cosines(diagnosis.Cosines),
        Spectrum = diagnosis.Spectrum,
        Weights = diagnosis.SliceProfile.Count == 0
            ? []
            : [new("", [.. diagnosis.SliceProfile.Select(bin => (bin.StartMm + bin.EndMm) / 2)], [.. diagnosis.SliceProfile.Select(bin => bin.MeanWeight)])],
    };

    private static string Subtitle(GeometryDiagnosis diagnosis) => string.Create(
        CultureInfo.InvariantCulture,
        $"{diagnosis.Rows} rows of {diagnosis.Width} values{(diagnosis.Patients is int patients ? $", {patients} patients" : "")}{(diagnosis.ClassNames.Count > 0 ? $", {diagnosis.ClassNames.Count} classes" : "")}{(diagnosis.PairRows < diagnosis.Rows ? $"; pairs and points of {diagnosis.PairRows} rows" : "")}");

    // What decides a choice of geometry comes first; a page has no room for all figures.
    private static IEnumerable<(string Name, GeometryFigure Figure)> Figures(GeometryDiagnosis diagnosis) =>
    [
        ("Mean cosine between rows", diagnosis.Cone.MeanPairwiseCosine),
        ("Mean angle to the mean direction (degrees)", diagnosis.Cone.MeanAngleDegrees),
        ("Uniformity", diagnosis.Cone.Uniformity),
        ("Mean norm of the rows", diagnosis.Cone.MeanNorm),
        ("Effective rank", diagnosis.Rank.EffectiveRank),
        ("RankMe", diagnosis.Rank.RankMe),
        ("Participation ratio", diagnosis.Rank.ParticipationRatio),
        ("IsoScore", diagnosis.Rank.IsoScore),
        ("Intrinsic dimension, two nearest rows", diagnosis.Dimension.TwoNearestFit),
        .. diagnosis.Hubness.Take(1).Select(h => (string.Create(CultureInfo.InvariantCulture, $"Hubness, skewness (k = {h.Neighbours})"), h.Skewness)),
        .. ClassFigures(diagnosis.Classes),
        .. diagnosis.Comparisons.SelectMany(Comparison),
    ];

    private static IEnumerable<(string Name, GeometryFigure Figure)> ClassFigures(ClassFigures? classes) => classes is null
        ? []
        :
        [
            ("Silhouette of the classes, cosine", classes.SilhouetteCosine),
            ("Fisher ratio of the classes, tr Sb/tr Sw", classes.FisherTraceRatio),
            .. classes.NeighbourVotes.Where(v => v.IsPatientDisjoint || !classes.NeighbourVotes.Any(other => other.IsPatientDisjoint)).Take(1).Select(v =>
                (string.Create(CultureInfo.InvariantCulture, $"Neighbours' vote, balanced accuracy (k = {v.Neighbours})"), v.BalancedAccuracy)),
            .. classes.Separability.Take(1).Select(s => ("Linear probe, held-out balanced accuracy", s.PatientDisjointBalancedAccuracy.IsDefined ? s.PatientDisjointBalancedAccuracy : s.HeldOutBalancedAccuracy)),
        ];

    private static IEnumerable<(string Name, GeometryFigure Figure)> Comparison(GeometryComparison comparison) =>
    [
        ($"Gap to {comparison.ColumnName}", comparison.Figures.ModalityGap),
        ($"Alignment with {comparison.ColumnName}", comparison.Figures.Alignment),
        ($"CKA with {comparison.ColumnName}", comparison.Figures.CkaLinear),
    ];

    private static string Number(GeometryFigure figure)
    {
        string text = figure.IsDefined ? figure.Value.ToString(Math.Abs(figure.Value) >= 100 ? "0.0" : "0.000", CultureInfo.InvariantCulture) : "undefined";
        return text == "-0.000" ? "0.000" : text;
    }

    private static IReadOnlyList<GeometryPageSeries> Points(GeometryDiagnosis diagnosis) =>
    [
        .. diagnosis.Points.GroupBy(point => point.ClassIndex).OrderBy(group => group.Key < 0 ? int.MaxValue : group.Key).Select(group => new GeometryPageSeries(
            group.Key >= 0 ? diagnosis.ClassNames[group.Key] : diagnosis.ClassNames.Count > 0 ? "without class" : "",
            [.. group.Select(point => point.X)],
            [.. group.Select(point => point.Y)])),
    ];

    private static double[] Shares(IReadOnlyList<double> spectrum)
    {
        double total = spectrum.Sum();
        return total > 0 ? [.. spectrum.Take(2).Select(value => value / total)] : [];
    }

    private static IReadOnlyList<GeometryPageSeries> Cosines(CosineHistogram histogram)
    {
        double[] edges = [.. Enumerable.Range(0, histogram.All.Count + 1).Select(histogram.GetStart)];
        (string Name, IReadOnlyList<long> Pairs)[] series =
        [
            (histogram.SameClass.Count > 0 ? "all pairs" : "", histogram.All),
            ("same class", histogram.SameClass),
            ("other class", histogram.OtherClass),
        ];
        return [.. series.Where(s => s.Pairs.Sum() > 0).Select(s => new GeometryPageSeries(s.Name, edges, [.. s.Pairs.Select(pairs => (double)pairs / s.Pairs.Sum())]))];
    }
}
