using System.Globalization;
using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Makes an encoder pass and keeps its bags in memory.</summary>
internal sealed class SeriesBagReader(MLContext context, IDataView data, StrategyExperimentSettings settings, StrategyStop stop)
{
    private const int RowsBetweenChecks = 16;

    /// <summary>The context of the experiment.</summary>
    public MLContext Context => context;

    /// <summary>The rows that it reads.</summary>
    public IDataView Data => data;

    /// <summary>The estimator of a pass, as it stands in the model too.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="onError">What happens to a row that cannot be embedded.</param>
    /// <param name="token">Stops it; without meaning for a model.</param>
    public EmbedCtEstimator CreateEstimator(EncoderPass pass, SeriesErrorPolicy onError, CancellationToken token) => context.Transforms.EmbedCt(new EmbedCtOptions
    {
        OutputColumnName = StrategyColumns.Bag,
        InputColumnName = settings.VolumeColumnName,
        Encoder = pass.Encoder,
        Rendering = pass.Rendering,
        Point = pass.Point,
        OnError = onError,
        ErrorColumnName = StrategyColumns.Error,
        PositionsColumnName = pass.NeedsPositions ? StrategyColumns.Positions : null,
        Runtime = new CtRuntimeOptions { CancellationToken = token },
    });

    /// <summary>Goes over the series once; those of other rows are embedded too, but not kept.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="sourceRows">Numbers of the rows to keep, rising.</param>
    /// <exception cref="DicomException">A series cannot be embedded, and the policy is to stop there.</exception>
    public SeriesBags Read(EncoderPass pass, long[] sourceRows)
    {
        using EmbedCtTransformer transformer = CreateEstimator(pass, SeriesErrorPolicy.MissingValue, stop.Token).Fit(data);
        IDataView view = transformer.Transform(data);
        string[] names = pass.NeedsPositions ? [StrategyColumns.Bag, StrategyColumns.Error, StrategyColumns.Positions] : [StrategyColumns.Bag, StrategyColumns.Error];
        using DataViewRowCursor cursor = view.GetRowCursor(names.Select(name => view.Schema[name]));
        DataViewSchema.Column bagColumn = view.Schema[StrategyColumns.Bag];
        Func<float[]> bag = Vector(cursor, bagColumn);
        Func<float[]>? positions = pass.NeedsPositions ? Vector(cursor, view.Schema[StrategyColumns.Positions]) : null;
        ValueGetter<ReadOnlyMemory<char>> error = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema[StrategyColumns.Error]);
        List<(float[]? Bag, float[]? Positions, string? Error)> rows = [];
        while (rows.Count < sourceRows.Length && cursor.MoveNext())
        {
            if (cursor.Position != sourceRows[rows.Count])
            {
                continue;
            }

            rows.Add(ReadRow(cursor.Position, bag, positions, error));
            if (rows.Count % RowsBetweenChecks == 0)
            {
                stop.Check();
            }
        }

        return rows.Count == sourceRows.Length
            ? Create(pass, bagColumn, rows)
            : throw new InvalidOperationException("StrategyExperiment: the data has fewer rows than at the first reading. It must give the same rows each time.");
    }

    private static SeriesBags Create(EncoderPass pass, DataViewSchema.Column column, List<(float[]? Bag, float[]? Positions, string? Error)> rows)
    {
        DataViewSchema.Annotations.Builder annotations = new();
        Provenance.Copy(annotations, column.Annotations);
        return new SeriesBags(
            ((VectorDataViewType)column.Type).Dimensions[1],
            [.. rows.Select(r => r.Bag)],
            pass.NeedsPositions ? [.. rows.Select(r => r.Positions)] : null,
            [.. rows.Select(r => r.Error)],
            annotations.ToAnnotations());
    }

    private (float[]? Bag, float[]? Positions, string? Error) ReadRow(long row, Func<float[]> bag, Func<float[]>? positions, ValueGetter<ReadOnlyMemory<char>> error)
    {
        ReadOnlyMemory<char> reason = default;
        error(ref reason);
        if (reason.IsEmpty)
        {
            return (bag(), positions?.Invoke(), null);
        }

        return settings.OnError == SeriesErrorPolicy.Throw
            ? throw new DicomException($"StrategyExperiment: the series of row {row.ToString(CultureInfo.InvariantCulture)} cannot be embedded: {reason} Leave such rows out with OnError = SkipRow.")
            : (null, null, reason.ToString());
    }

    private static Func<float[]> Vector(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> vector = default, dense = default;
        return () =>
        {
            getter(ref vector);
            return VectorReading.Dense(vector, ref dense).ToArray();
        };
    }
}
