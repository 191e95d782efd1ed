using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The one-row form of EmbedCt, and the getters that both forms share.</summary>
internal sealed class EmbedCtMapper : RowMapper
{
    private readonly EmbedCtTransformer _transformer;

    public EmbedCtMapper(EmbedCtTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _transformer = transformer;
        Input = ColumnCheck.Find(
            host, schema, EmbedCtTransformer.Verb, transformer.InputColumnName, nameof(CtVolume), EmbedCtTransformer.Advice, type => type is CtVolumeDataViewType);
    }

    public DataViewSchema.Column Input { get; }

    /// <summary>A getter of an added column over the row's embedding.</summary>
    public Delegate CreateGetter(int addedColumn, Func<SeriesEmbedding> current) => GetOutputColumns()[addedColumn].Name switch
    {
        var name when name == _transformer.OutputColumnName => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> bag) => Write(current(), e => e.Bag is null ? [] : e.Bag.Values, ref bag)),
        var name when name == _transformer.ErrorColumnName => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> reason) => reason = (current().Failure?.Reason ?? "").AsMemory()),
        _ => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> positions) => Write(current(), e => e.PositionsMm, ref positions)),
    };

    protected override bool IsInput(int column) => column == Input.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        EmbedCtOptions options = _transformer.Options;
        VlmEncoder encoder = options.Encoder;
        var annotations = new DataViewSchema.Annotations.Builder();
        Provenance.AddText(annotations, Provenance.Encoder, () => encoder.Name);
        Provenance.AddText(annotations, Provenance.EncoderHash, encoder.GetHash);
        Provenance.AddText(annotations, Provenance.Rendering, () => _transformer.Input.Text);
        Provenance.AddText(annotations, Provenance.EmbeddingPoint, () => options.Point.ToString());
        Provenance.AddText(annotations, Provenance.Precision, () => _transformer.Settings.PrecisionName);
        var type = new VectorDataViewType(NumberDataViewType.Single, 0, encoder.Vision.GetWidth(options.Point));
        var bag = new DataViewSchema.DetachedColumn(_transformer.OutputColumnName, type, annotations.ToAnnotations());
        List<DataViewSchema.DetachedColumn> columns = [bag];
        if (_transformer.ErrorColumnName is { } error)
        {
            columns.Add(new(error, TextDataViewType.Instance));
        }

        if (options.PositionsColumnName is { } positions)
        {
            columns.Add(new(positions, new VectorDataViewType(NumberDataViewType.Single)));
        }

        return [.. columns];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<CtVolume?> volume = input.GetGetter<CtVolume?>(input.Schema[Input.Index]);
        var embedding = new PerRow<SeriesEmbedding>(input, () =>
        {
            CtVolume? value = null;
            volume(ref value);
            return _transformer.Embed(value);
        });
        for (int i = 0; i < active.Length; i++)
        {
            getters[i] = active[i] ? CreateGetter(i, embedding.Get) : null;
        }
    }

    private void Write(SeriesEmbedding embedding, Func<SeriesEmbedding, float[]> select, ref VBuffer<float> destination)
    {
        if (_transformer.Options.OnError == SeriesErrorPolicy.Throw)
        {
            embedding.Failure?.Throw();
        }

        float[] values = select(embedding);
        VBufferEditor<float> editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }
}
