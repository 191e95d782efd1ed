using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Opens the series of one row; the volume and the reason share one opening.</summary>
internal sealed class LoadCtSeriesMapper : RowMapper
{
    private readonly LoadCtSeriesTransformer _transformer;

    public LoadCtSeriesMapper(LoadCtSeriesTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _transformer = transformer;
        Input = ColumnCheck.Find(
            host, schema, LoadCtSeriesTransformer.Verb, transformer.InputColumnName, "text", LoadCtSeriesTransformer.Advice, type => type is TextDataViewType);
    }

    public DataViewSchema.Column Input { get; }

    /// <summary>A getter of an added column over the row's series.</summary>
    public Delegate CreateGetter(int addedColumn, Func<LoadedSeries> current) => addedColumn == 0
        ? (ValueGetter<CtVolume?>)((ref CtVolume? volume) =>
        {
            LoadedSeries series = current();
            if (_transformer.OnError == SeriesErrorPolicy.Throw)
            {
                series.Failure?.Throw();
            }

            volume = series.Volume;
        })
        : (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> reason) => reason = (current().Failure?.Reason ?? "").AsMemory());

    protected override bool IsInput(int column) => column == Input.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        var volume = new DataViewSchema.DetachedColumn(_transformer.OutputColumnName, CtVolumeDataViewType.Instance);
        return _transformer.ErrorColumnName is { } error ? [volume, new(error, TextDataViewType.Instance)] : [volume];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<ReadOnlyMemory<char>> path = input.GetGetter<ReadOnlyMemory<char>>(input.Schema[Input.Index]);
        var series = new PerRow<LoadedSeries>(input, () =>
        {
            ReadOnlyMemory<char> locator = default;
            path(ref locator);
            return _transformer.Load(locator);
        });
        for (int i = 0; i < active.Length; i++)
        {
            getters[i] = active[i] ? CreateGetter(i, series.Get) : null;
        }
    }
}
