using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Measures the volume of one row; its columns share one measurement.</summary>
internal sealed class MeasureCtQualityMapper : RowMapper
{
    private readonly MeasureCtQualityTransformer _transformer;

    public MeasureCtQualityMapper(MeasureCtQualityTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _transformer = transformer;
        Input = ColumnCheck.Find(
            host, schema, MeasureCtQualityTransformer.Verb, transformer.InputColumnName, nameof(CtVolume), MeasureCtQualityTransformer.Advice, type => type is CtVolumeDataViewType);
    }

    public DataViewSchema.Column Input { get; }

    /// <summary>A getter of an added column over the row's facts.</summary>
    public Delegate CreateGetter(int addedColumn, Func<MeasuredSeries> current)
    {
        if (addedColumn == QualityColumn.All.Count)
        {
            return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> reason) => reason = (current().Failure?.Reason ?? "").AsMemory());
        }

        QualityColumn column = QualityColumn.All[addedColumn];
        return column.Number is { } number
            ? (ValueGetter<float>)((ref float value) => value = (float)number(Checked(column, current())))
            : (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = column.Text!(Checked(column, current())).AsMemory());
    }

    protected override bool IsInput(int column) => column == Input.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        IEnumerable<DataViewSchema.DetachedColumn> facts = QualityColumn.All.Select(column => new DataViewSchema.DetachedColumn(
            _transformer.NameOf(column), column.Number is null ? TextDataViewType.Instance : NumberDataViewType.Single));
        return _transformer.ErrorColumnName is { } error ? [.. facts, new(error, TextDataViewType.Instance)] : [.. facts];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<CtVolume?> volume = input.GetGetter<CtVolume?>(input.Schema[Input.Index]);
        var measured = new PerRow<MeasuredSeries>(input, () =>
        {
            CtVolume? value = null;
            volume(ref value);
            return _transformer.Measure(value);
        });
        for (int i = 0; i < active.Length; i++)
        {
            getters[i] = active[i] ? CreateGetter(i, measured.Get) : null;
        }
    }

    /// <summary>A header fact never touches pixels, so it fails only where there is no volume.</summary>
    private MeasuredSeries Checked(QualityColumn column, MeasuredSeries series)
    {
        if (_transformer.OnError == SeriesErrorPolicy.Throw)
        {
            (column.IsOfPixels ? series.Failure : series.VolumeFailure)?.Throw();
        }

        return series;
    }
}
