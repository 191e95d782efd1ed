using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>What the tests of EmbedCt share: the cohort, a counting encoder, and a pipeline from path to bag.</summary>
internal sealed class EmbedCtFixture
{
    public EmbedCtFixture(CountingEncoder? counter = null, CtRuntimeOptions? runtime = null)
    {
        Counter = counter ?? new CountingEncoder();
        Runtime = (runtime ?? new CtRuntimeOptions()) with { Cache = runtime?.Cache ?? EmbeddingCache.None };
        Encoder = Counter.ToEncoder();
    }

    public CtRendering Rendering { get; init; } = CtRendering.EnterographyRgb(SliceSelection.Uniform(3));

    public MLContext Ml { get; } = new(seed: 1);

    public CountingEncoder Counter { get; }

    public CtRuntimeOptions Runtime { get; init; }

    public VlmEncoder Encoder { get; init; }

    public IDataView View(int rows = int.MaxValue) => TestCohort.Shared.View(Ml, rows);

    public IEstimator<ITransformer> Pipeline(SeriesErrorPolicy onError = SeriesErrorPolicy.Throw) => Ml.Transforms
        .LoadCtSeries(new LoadCtSeriesOptions { OutputColumnName = "Volume", InputColumnName = "SeriesPath", OnError = onError })
        .Append(Embed(onError));

    public EmbedCtEstimator Embed(SeriesErrorPolicy onError = SeriesErrorPolicy.Throw) => Ml.Transforms.EmbedCt(new EmbedCtOptions
    {
        OutputColumnName = "Slices",
        InputColumnName = "Volume",
        Encoder = Encoder,
        Rendering = Rendering,
        OnError = onError,
        Runtime = Runtime,
    });

    public List<float[]> ReadBags(IDataView input) => ViewReading.ReadColumn<float[]>(Pipeline().Fit(input).Transform(input), "Slices");

    /// <summary>The bag of one volume, computed alone: the reference for batched ones.</summary>
    public float[] BagAlone(string seriesPath)
    {
        using CtVolume volume = CtVolume.Open(seriesPath);
        VolumeRow[] rows = [new() { Volume = volume }];
        IDataView view = Ml.Data.LoadFromEnumerable(rows);
        return ViewReading.ReadColumn<float[]>(Embed().Fit(view).Transform(view), "Slices")[0];
    }
}
