using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Embeds series through an ML.NET pipeline, LoadCtSeries and EmbedCt, without a cache.</summary>
internal sealed class PipelineEmbedding : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly IDataView _rows;
    private readonly ITransformer _model;

    public PipelineEmbedding(IReadOnlyList<string> folders, VlmEncoder encoder, CtRendering rendering)
    {
        _ml.ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.None, BatchSize = 8 });
        _rows = _ml.Data.LoadFromEnumerable(folders.Select(folder => new CtStudy { SeriesPath = folder }));
        _model = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath")
            .Append(_ml.Transforms.EmbedCt("Slices", "Volume", encoder, rendering))
            .Fit(_rows);
    }

    /// <summary>Reads every bag, in row order.</summary>
    public IEnumerable<float[]> Run()
    {
        IDataView bags = _model.Transform(_rows);
        DataViewSchema.Column column = bags.Schema["Slices"];
        using DataViewRowCursor cursor = bags.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> bag = default;
        while (cursor.MoveNext())
        {
            getter(ref bag);
            yield return bag.DenseValues().ToArray();
        }
    }

    public void Dispose() => (_model as IDisposable)?.Dispose();
}
