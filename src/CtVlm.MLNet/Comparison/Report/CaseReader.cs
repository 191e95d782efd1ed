using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Goes over the data once more and looks at the series of chosen cases; other series are not opened.</summary>
internal sealed class CaseReader(ReportSource source, RecommendedModel model)
{
    private readonly StrategyEvidence _evidence = source.Result.Evidence!;
    private readonly CtRendering _rendering = source.Recommended.Strategy.Rendering;

    /// <summary>The evidence of each case, by its place in the cohort.</summary>
    public IReadOnlyDictionary<int, CaseEvidence> Read(IReadOnlyList<ReportCase> cases)
    {
        Dictionary<long, int> places = cases.ToDictionary(c => c.Prediction.Row, c => c.Place);
        Dictionary<int, CaseEvidence> found = [];
        DataViewSchema.Column column = _evidence.View.Schema[_evidence.Settings.VolumeColumnName];
        using DataViewRowCursor cursor = _evidence.View.GetRowCursor([column]);
        ValueGetter<CtVolume?> getter = cursor.GetGetter<CtVolume?>(column);
        while (found.Count < places.Count && cursor.MoveNext())
        {
            if (!places.TryGetValue(cursor.Position, out int place))
            {
                continue;
            }

            CtVolume? volume = null;
            getter(ref volume);
            found[place] = Look(volume ?? throw new InvalidOperationException($"WriteReport: the series of row {cursor.Position} was there when it was embedded, and is not now."), place);
        }

        return found;
    }

    private CaseEvidence Look(CtVolume volume, int place)
    {
        int[] slices = AxialSlices(volume);
        float[]? weights = model.Weigh(place) is { } known && known.Length == slices.Length ? known : null;
        IReadOnlyList<double> positions = volume.Geometry.SlicePositionsMm;
        int[] shown = Choose(slices.Length > 0 ? slices : [.. Enumerable.Range(0, volume.SliceCount)], weights);
        return new CaseEvidence(
            [.. slices.Select(z => positions[z])],
            weights,
            [.. shown.Select(z => new CasePicture(z, positions[z], weights?[Array.IndexOf(slices, z)], ThumbnailPainter.Paint(volume, z, _rendering, source.Options.ThumbnailPixels)))]);
    }

    // The slices that weigh most, or some evenly along z; shown from feet to head.
    private int[] Choose(int[] slices, float[]? weights)
    {
        int count = Math.Min(source.Options.SlicesPerCase, slices.Length);
        return weights is null
            ? [.. Enumerable.Range(0, count).Select(i => slices[(int)((i + 0.5) * slices.Length / count)])]
            : [.. slices.Zip(weights).OrderByDescending(s => s.Second).Take(count).Select(s => s.First).Order()];
    }

    // Empty where the encoder was shown other planes too, or whole volumes: what it was shown then has no place along z.
    private int[] AxialSlices(CtVolume volume) =>
        source.Recommended.Strategy.Encoder.Vision.VolumeInput is not null ? []
        : _rendering.Slices.NeedsVolume ? _rendering.Slices.Choose(volume) is [{ Plane: SlicePlane.Axial, Indices: var indices }] ? [.. indices] : []
        : _rendering.Slices.GetIndices(volume.SliceCount, volume.Geometry.SpacingMm[0]);
}
