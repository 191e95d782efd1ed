using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Lists the figures of a diagnosis by topic.</summary>
internal static class GeometryGroups
{
    public static IReadOnlyList<FigureGroup> Of(GeometryDiagnosis diagnosis)
    {
        List<FigureGroup> groups =
        [
            diagnosis.Cone.ToGroup(),
            diagnosis.Rank.ToGroup(),
            diagnosis.Dimension.ToGroup(),
            new("Hubness", [.. diagnosis.Hubness.SelectMany(h => h.ToFigures())]),
        ];
        if (diagnosis.Classes is not null)
        {
            groups.Add(diagnosis.Classes.ToGroup());
        }

        groups.AddRange(diagnosis.Comparisons.Select(c => c.Figures.ToGroup(c.ColumnName)));
        return groups;
    }
}
