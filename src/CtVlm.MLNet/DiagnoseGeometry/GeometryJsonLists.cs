using System.Text.Json;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Writes the figures of a diagnosis that come several of a kind.</summary>
internal static class GeometryJsonLists
{
    public static void WriteDimension(Utf8JsonWriter json, DimensionFigures dimension)
    {
        json.WriteStartObject("dimension");
        GeometryJson.WriteFigure(json, nameof(dimension.TwoNearestFit), dimension.TwoNearestFit);
        GeometryJson.WriteFigure(json, nameof(dimension.TwoNearestLikelihood), dimension.TwoNearestLikelihood);
        GeometryJson.WriteFigure(json, nameof(dimension.TwoNearestUnbiased), dimension.TwoNearestUnbiased);
        json.WriteNumber("twoNearestRows", dimension.TwoNearestRows);
        json.WriteStartArray("likelihood");
        foreach (NeighbourDimension entry in dimension.Likelihood)
        {
            json.WriteStartObject();
            json.WriteNumber("neighbours", entry.Neighbours);
            GeometryJson.WriteFigure(json, nameof(entry.Mean), entry.Mean);
            GeometryJson.WriteFigure(json, nameof(entry.InverseMean), entry.InverseMean);
            json.WriteNumber("rows", entry.Rows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteHubness(Utf8JsonWriter json, IReadOnlyList<HubnessFigures> hubness)
    {
        json.WriteStartArray("hubness");
        foreach (HubnessFigures entry in hubness)
        {
            json.WriteStartObject();
            WriteNeighbours(json, entry.Distance, entry.Neighbours);
            GeometryJson.WriteFigure(json, nameof(entry.Skewness), entry.Skewness);
            GeometryJson.WriteFigure(json, nameof(entry.LargestCount), entry.LargestCount);
            GeometryJson.WriteFigure(json, nameof(entry.AntihubShare), entry.AntihubShare);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteClasses(Utf8JsonWriter json, ClassFigures? classes)
    {
        if (classes is null)
        {
            json.WriteNull("classes");
            return;
        }

        json.WriteStartObject("classes");
        GeometryJson.WriteFigure(json, nameof(classes.SilhouetteCosine), classes.SilhouetteCosine);
        GeometryJson.WriteFigure(json, nameof(classes.FisherTraceRatio), classes.FisherTraceRatio);
        GeometryJson.WriteFigure(json, nameof(classes.FisherTraceOfRatio), classes.FisherTraceOfRatio);
        GeometryJson.WriteFigure(json, nameof(classes.TraceFStatistic), classes.TraceFStatistic);
        WriteVotes(json, classes.NeighbourVotes);
        WriteSeparability(json, classes.Separability);
        json.WriteEndObject();
    }

    public static void WriteComparisons(Utf8JsonWriter json, IReadOnlyList<GeometryComparison> comparisons)
    {
        json.WriteStartArray("comparisons");
        foreach (GeometryComparison comparison in comparisons)
        {
            json.WriteStartObject();
            json.WriteString("columnName", comparison.ColumnName);
            json.WriteNumber("width", comparison.Width);
            foreach (NamedFigure figure in comparison.Figures.ToGroup(comparison.ColumnName).Figures)
            {
                GeometryJson.WriteFigure(json, figure.Name, figure.Figure);
            }

            GeometryJsonDrawing.WriteNumbers(json, "canonicalCorrelations", comparison.Figures.CanonicalCorrelations);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVotes(Utf8JsonWriter json, IReadOnlyList<NeighbourVoteFigures> votes)
    {
        json.WriteStartArray("neighbourVotes");
        foreach (NeighbourVoteFigures entry in votes)
        {
            json.WriteStartObject();
            WriteNeighbours(json, entry.Distance, entry.Neighbours);
            json.WriteBoolean("isPatientDisjoint", entry.IsPatientDisjoint);
            GeometryJson.WriteFigure(json, nameof(entry.Accuracy), entry.Accuracy);
            GeometryJson.WriteFigure(json, nameof(entry.BalancedAccuracy), entry.BalancedAccuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSeparability(Utf8JsonWriter json, IReadOnlyList<SeparabilityFigures> separability)
    {
        json.WriteStartArray("separability");
        foreach (SeparabilityFigures entry in separability)
        {
            json.WriteStartObject();
            json.WriteString("kind", entry.Kind.ToString().ToLowerInvariant());
            json.WriteNumber("strength", entry.Strength);
            GeometryJson.WriteFigure(json, nameof(entry.TrainAccuracy), entry.TrainAccuracy);
            GeometryJson.WriteFigure(json, nameof(entry.OneHotR2), entry.OneHotR2);
            GeometryJson.WriteFigure(json, nameof(entry.HeldOutAccuracy), entry.HeldOutAccuracy);
            GeometryJson.WriteFigure(json, nameof(entry.HeldOutBalancedAccuracy), entry.HeldOutBalancedAccuracy);
            GeometryJson.WriteFigure(json, nameof(entry.PatientDisjointAccuracy), entry.PatientDisjointAccuracy);
            GeometryJson.WriteFigure(json, nameof(entry.PatientDisjointBalancedAccuracy), entry.PatientDisjointBalancedAccuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNeighbours(Utf8JsonWriter json, GeometryDistance distance, int neighbours)
    {
        json.WriteString("distance", distance.ToString().ToLowerInvariant());
        json.WriteNumber("neighbours", neighbours);
    }
}
