using System.Text.Json;
using CtVlm.MLNet.Torch;
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

    /// <summary>A getter of an added column over the row's embedding.</summary>
    public Delegate CreateGetter(int addedColumn, Func<TextEmbedding> current)
    {
        string name = GetOutputColumns()[addedColumn].Name;
        return name == _transformer.Options.TokenCountColumnName ? (ValueGetter<int>)((ref int count) => count = current().Tokens.Full)
            : name == _transformer.Options.TruncatedColumnName ? (ValueGetter<bool>)((ref bool isTruncated) => isTruncated = current().Tokens.IsTruncated)
            : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> vector) => WriteVector(current().Vector, ref vector));
    }

    protected override bool IsInput(int column) => column == Input.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        List<DataViewSchema.DetachedColumn> columns =
            [new(_transformer.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, _transformer.Width), CreateAnnotations())];
        if (_transformer.Options.TokenCountColumnName is { } tokenCount)
        {
            columns.Add(new(tokenCount, NumberDataViewType.Int32));
        }

        if (_transformer.Options.TruncatedColumnName is { } truncated)
        {
            columns.Add(new(truncated, BooleanDataViewType.Instance));
        }

        return [.. columns];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<ReadOnlyMemory<char>> text = input.GetGetter<ReadOnlyMemory<char>>(input.Schema[Input.Index]);
        var embedding = new PerRow<TextEmbedding>(input, () =>
        {
            ReadOnlyMemory<char> value = default;
            text(ref value);
            return _transformer.Embed(value);
        });
        for (int i = 0; i < active.Length; i++)
        {
            getters[i] = active[i] ? CreateGetter(i, embedding.Get) : null;
        }
    }

    private static void WriteVector(ReadOnlySpan<float> values, ref VBuffer<float> vector)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, values.Length);
        values.CopyTo(editor.Values);
        vector = editor.Commit();
    }

    private DataViewSchema.Annotations CreateAnnotations()
    {
        VlmEncoder encoder = _transformer.Options.Encoder;
        IReadOnlyList<string> templates = _transformer.Options.Templates;
        var annotations = new DataViewSchema.Annotations.Builder();
        SlotNaming.Add(annotations, _transformer.Width, () => $"{encoder.Name}.text");
        Provenance.AddText(annotations, Provenance.Encoder, () => encoder.Name);
        Provenance.AddText(annotations, Provenance.EncoderHash, encoder.GetHash);
        Provenance.AddText(annotations, Provenance.Precision, () => _transformer.Settings.PrecisionName);
        if (templates.Count > 0)
        {
            Provenance.AddText(annotations, Provenance.Templates, () => JsonSerializer.Serialize(templates));
            annotations.Add(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, (ref bool isNormalized) => isNormalized = true);
        }

        return annotations.ToAnnotations();
    }
}
