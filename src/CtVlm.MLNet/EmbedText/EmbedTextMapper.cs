using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The one-row form of EmbedText, and the getter that both forms share.</summary>
internal sealed class EmbedTextMapper : RowMapper
{
    private readonly EmbedTextTransformer _transformer;

    public EmbedTextMapper(EmbedTextTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _transformer = transformer;
        Input = ColumnCheck.Find(
            host, schema, EmbedTextTransformer.Verb, transformer.InputColumnName, "text", EmbedTextTransformer.Advice, type => type is TextDataViewType);
    }

    public DataViewSchema.Column Input { get; }

    public static Delegate CreateGetter(Func<float[]> current) => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> vector) =>
    {
        float[] values = current();
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, values.Length);
        values.CopyTo(editor.Values);
        vector = editor.Commit();
    });

    protected override bool IsInput(int column) => column == Input.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        SlotNaming.Add(annotations, _transformer.Width, () => $"{_transformer.Encoder.Name}.text");
        Provenance.AddText(annotations, Provenance.Encoder, () => _transformer.Encoder.Name);
        Provenance.AddText(annotations, Provenance.EncoderHash, _transformer.Encoder.GetHash);
        Provenance.AddText(annotations, Provenance.Precision, () => _transformer.Settings.PrecisionName);
        return [new(_transformer.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, _transformer.Width), annotations.ToAnnotations())];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<ReadOnlyMemory<char>> text = input.GetGetter<ReadOnlyMemory<char>>(input.Schema[Input.Index]);
        var vector = new PerRow<float[]>(input, () =>
        {
            ReadOnlyMemory<char> value = default;
            text(ref value);
            using IEnumerator<float[]> vectors = _transformer.Open([value]);
            vectors.MoveNext();
            return vectors.Current;
        });
        getters[0] = CreateGetter(vector.Get);
    }
}
