using System.Globalization;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Every pair of eight poolings and six projections, fitted and applied through the pipeline's verbs, against embedding some of the series once.</summary>
internal static class GeometrySweep
{
    public const string Title = "48 geometries of 1,000 series: time / embedding 20 of them";

    private const double MostOfEncoder = 1;
    private const int EmbeddedSeries = 20;
    private const int Batch = 8;
    private const string Pooled = "Pooled";
    private const string Projected = "Projected";

    private static readonly SlicePooling[] s_poolings =
    [
        SlicePooling.Mean(), SlicePooling.Max(), SlicePooling.Median(), SlicePooling.MeanStd(),
        SlicePooling.Gem(), SlicePooling.LogSumExp(), SlicePooling.TopK(), SlicePooling.NormalizedMean(),
    ];

    private static readonly EmbeddingProjection[] s_projections =
    [
        EmbeddingProjection.CentredL2(), EmbeddingProjection.Standardizing(), EmbeddingProjection.Pca(BenchmarkScale.IsShort ? 8 : 64),
        EmbeddingProjection.AllButTheTop(8), EmbeddingProjection.ZcaWhitening(shrinkage: CovarianceShrinkage.LedoitWolf), EmbeddingProjection.SphericalLog(),
    ];

    private static int Series => BenchmarkScale.IsShort ? 40 : 1_000;

    private static int BatchesAround => BenchmarkScale.IsShort ? 1 : 2;

    /// <summary>The encoder runs before and after the geometries: a slow minute of the machine touches both sides.</summary>
    public static LimitResult Measure()
    {
        MLContext ml = new(seed: 1);
        IDataView bags = SyntheticBags.ToView(ml, SyntheticBags.Make(Series));
        using EncoderSide encoder = new(Batch, NumericPrecision.Float32);
        WarmUp(ml, encoder);
        SideTime before = encoder.Run(BatchesAround);
        SideTime sweep = SideTime.Of(() => Run(ml, bags));
        SideTime after = encoder.Run(BatchesAround);

        // Only some of the images are embedded; the time of all of them is in proportion.
        int measured = 2 * BatchesAround * Batch, images = EmbeddedSeries * SyntheticBags.Slices;
        double scale = (double)images / measured;
        SideTime embedding = new(scale * (before.WallSeconds + after.WallSeconds), scale * (before.CpuSeconds + after.CpuSeconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"geometry: {s_poolings.Length * s_projections.Length} geometries of {Series} series in {sweep.WallSeconds:F1} s; {images} images would take {embedding.WallSeconds:F1} s, from {measured} that took {embedding.WallSeconds / scale:F1} s"));
        return new LimitResult(Title, sweep.WallSeconds / embedding.WallSeconds, MostOfEncoder, LimitSide.AtMost) { CpuRatio = sweep.CpuSeconds / embedding.CpuSeconds };
    }

    // The code of both sides is compiled and libtorch's threads are started.
    private static void WarmUp(MLContext ml, EncoderSide encoder)
    {
        if (!BenchmarkScale.IsShort)
        {
            Run(ml, SyntheticBags.ToView(ml, SyntheticBags.Make(2 * Batch)), s_poolings[..2], s_projections[..2]);
            encoder.Run(1);
        }
    }

    private static void Run(MLContext ml, IDataView bags) => Run(ml, bags, s_poolings, s_projections);

    private static void Run(MLContext ml, IDataView bags, IEnumerable<SlicePooling> poolings, IReadOnlyList<EmbeddingProjection> projections)
    {
        foreach (SlicePooling pooling in poolings)
        {
            // Pooled once for all projections, as a user would.
            IDataView pooled = ml.Data.Cache(ml.Transforms.PoolEmbeddings(Pooled, nameof(SyntheticBags.Row.Slices), pooling).Fit(bags).Transform(bags), Pooled);
            foreach (EmbeddingProjection projection in projections)
            {
                RequireFinite(ml.Transforms.ProjectEmbeddings(Projected, Pooled, projection).Fit(pooled).Transform(pooled), $"{pooling} and {projection}");
            }
        }
    }

    // Reads every row, which is what applies the projection.
    private static void RequireFinite(IDataView projected, string geometry)
    {
        DataViewSchema.Column column = projected.Schema[Projected];
        using DataViewRowCursor cursor = projected.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> vector = default;
        while (cursor.MoveNext())
        {
            getter(ref vector);
            if (vector.GetValues().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            {
                throw new InvalidOperationException($"{geometry} gave a vector that is not finite. Nothing was timed.");
            }
        }
    }
}
