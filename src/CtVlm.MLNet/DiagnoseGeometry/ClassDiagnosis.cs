using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Computes <see cref="ClassFigures"/>.</summary>
internal static class ClassDiagnosis
{
    /// <summary>The figures.</summary>
    /// <param name="raw">The rows as they are.</param>
    /// <param name="unit">Those that are not all zeros, at unit norm.</param>
    /// <param name="options">Counts and penalties.</param>
    /// <param name="notes">Receives what was done otherwise than asked.</param>
    public static ClassFigures Compute(LabelledRows raw, LabelledRows unit, GeometryDiagnosisOptions options, List<string> notes)
    {
        if (raw.Classes.Length == 0)
        {
            return None(GeometryFigure.None("no row has a class"));
        }

        ScatterDiagnosis scatter = new(raw.Rows!, raw.Classes);
        return new ClassFigures
        {
            SilhouetteCosine = unit.Classes.Length == 0 ? GeometryFigure.None("no row with a class has a direction") : SilhouetteDiagnosis.Compute(unit.Pairs, unit.Classes),
            FisherTraceRatio = scatter.TraceRatio(),
            FisherTraceOfRatio = scatter.TraceOfRatio(),
            TraceFStatistic = scatter.FStatistic(),
            NeighbourVotes = [.. Vote(unit, GeometryDistance.Cosine, options, notes), .. Vote(raw, GeometryDistance.Euclidean, options, notes)],
            Separability = Separate(raw, options),
        };
    }

    private static ClassFigures None(GeometryFigure none) => new()
    {
        SilhouetteCosine = none,
        FisherTraceRatio = none,
        FisherTraceOfRatio = none,
        TraceFStatistic = none,
        NeighbourVotes = [],
        Separability = [],
    };

    private static IEnumerable<NeighbourVoteFigures> Vote(LabelledRows rows, GeometryDistance distance, GeometryDiagnosisOptions options, List<string> notes)
    {
        int most = Math.Max(0, rows.Classes.Length - 1);
        int[] high = [.. options.VoteNeighbours.Where(k => k > most)];
        if (high.Length > 0)
        {
            notes.Add(FormattableString.Invariant(
                $"neighbour votes, {distance.ToString().ToLowerInvariant()}: k = {string.Join(", ", high)} lowered to {most} for {rows.Classes.Length} rows"));
        }

        foreach (int k in options.VoteNeighbours.Select(k => Math.Min(k, most)).Distinct())
        {
            yield return NeighbourVoteDiagnosis.Compute(rows.Pairs, distance, k, rows.Classes, null);
            if (rows.Patients is not null)
            {
                yield return NeighbourVoteDiagnosis.Compute(rows.Pairs, distance, k, rows.Classes, rows.Patients);
            }
        }
    }

    private static SeparabilityFigures[] Separate(LabelledRows rows, GeometryDiagnosisOptions options)
    {
        SeparabilityDiagnosis separability = new(rows.Rows!, rows.Classes);
        return
        [
            separability.Compute(LinearClassifierKind.Ridge, options.RidgeAlpha, rows.Patients, options.Folds, options.Seed),
            separability.Compute(LinearClassifierKind.Logistic, options.LogisticC, rows.Patients, options.Folds, options.Seed),
        ];
    }
}
