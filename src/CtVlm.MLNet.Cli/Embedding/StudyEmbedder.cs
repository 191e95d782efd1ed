using System.Collections.Concurrent;
using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Cli;

/// <summary>Embeds studies through the ML.NET verbs: LoadCtSeries, EmbedCt and, unless a row a slice is wanted, PoolEmbeddings.</summary>
/// <remarks>
/// A step between loading and embedding notes what the headers say, so that they are read once. Failures become values: one bad series never ends a run.
/// </remarks>
internal sealed class StudyEmbedder(MLContext ml, EmbedSettings settings)
{
    private const string Slices = "Slices";
    private const string Pooled = "Embedding";

    private readonly ConcurrentDictionary<int, SeriesFacts> _facts = new();

    /// <summary>The embeddings, in the order of the studies; computed as they are asked for.</summary>
    public IEnumerable<EmbeddedStudy> Run(IReadOnlyList<Study> studies)
    {
        if (studies.Count == 0)
        {
            yield break;
        }

        IDataView source = CreateSource(studies);
        ITransformer model = CreatePipeline(isOpened: studies[0].Entry is not null).Fit(source);
        using IDisposable? weights = model as IDisposable;
        IDataView embedded = model.Transform(source);
        string column = settings.Pooling is null ? Slices : Pooled;
        using DataViewRowCursor cursor = embedded.GetRowCursor(
            [embedded.Schema[nameof(LocatorRow.Index)], embedded.Schema[column], embedded.Schema[Slices + "Error"]]);
        ValueGetter<int> index = cursor.GetGetter<int>(embedded.Schema[nameof(LocatorRow.Index)]);
        ValueGetter<VBuffer<float>> values = cursor.GetGetter<VBuffer<float>>(embedded.Schema[column]);
        ValueGetter<ReadOnlyMemory<char>> reason = cursor.GetGetter<ReadOnlyMemory<char>>(embedded.Schema[Slices + "Error"]);
        while (cursor.MoveNext())
        {
            yield return Read(studies, index, values, reason);
        }
    }

    private EmbeddedStudy Read(
        IReadOnlyList<Study> studies, ValueGetter<int> index, ValueGetter<VBuffer<float>> values, ValueGetter<ReadOnlyMemory<char>> reason)
    {
        int i = 0;
        index(ref i);
        VBuffer<float> vector = default;
        values(ref vector);
        ReadOnlyMemory<char> failure = default;
        reason(ref failure);
        _facts.TryRemove(i, out SeriesFacts? facts);
        facts ??= new SeriesFacts("", 0, 0, "");
        string why = facts.Failure.Length > 0 ? facts.Failure : failure.ToString();
        return new EmbeddedStudy(studies[i], facts, why.Length > 0 ? [] : [.. vector.DenseValues()], why);
    }

    private IDataView CreateSource(IReadOnlyList<Study> studies) => studies[0].Entry is null
        ? ml.Data.LoadFromEnumerable(studies.Select((study, i) => new LocatorRow { Index = i, Locator = study.Locator }))
        : ml.Data.LoadFromEnumerable(studies.Select((study, i) => new EntryRow(i, study.Entry!)));

    private IEstimator<ITransformer> CreatePipeline(bool isOpened)
    {
        IEstimator<ITransformer> watch = ml.Transforms.CustomMapping<OpenedRow, WatchedRow>(Watch, contractName: null);
        IEstimator<ITransformer> opened = isOpened
            ? watch
            : ml.Transforms.LoadCtSeries(new LoadCtSeriesOptions
            {
                OutputColumnName = nameof(OpenedRow.Volume),
                InputColumnName = nameof(LocatorRow.Locator),
                OnError = SeriesErrorPolicy.MissingValue,
                ErrorColumnName = nameof(OpenedRow.VolumeError),
            }).Append(watch);
        EstimatorChain<EmbedCtTransformer> embedding = opened.Append(ml.Transforms.EmbedCt(new EmbedCtOptions
        {
            OutputColumnName = Slices,
            InputColumnName = nameof(WatchedRow.Watched),
            Encoder = settings.Encoder,
            Rendering = settings.Rendering,
            Point = settings.Point,
            OnError = SeriesErrorPolicy.MissingValue,
        }));
        return settings.Pooling is null ? embedding : embedding.Append(ml.Transforms.PoolEmbeddings(Pooled, Slices, settings.Pooling));
    }

    private void Watch(OpenedRow row, WatchedRow watched)
    {
        watched.Watched = row.Volume;
        _facts[row.Index] = row.Volume is { } volume
            ? new SeriesFacts(volume.Series.SeriesInstanceUid, volume.SliceCount, volume.Geometry.SpacingMm[0], "")
            : new SeriesFacts("", 0, 0, row.VolumeError);
    }
}
