using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Pools the bag of one row.</summary>
internal sealed class PoolEmbeddingsMapper : RowMapper
{
    private readonly PoolEmbeddingsTransformer _transformer;
    private readonly DataViewSchema.Column _input;
    private readonly int _width;
    private readonly int _outputWidth;

    public PoolEmbeddingsMapper(PoolEmbeddingsTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _transformer = transformer;
        _input = ColumnCheck.Find(
            host, schema, PoolEmbeddingsTransformer.Verb, transformer.InputColumnName, PoolEmbeddingsTransformer.Expected, PoolEmbeddingsTransformer.Advice, IsBag);
        _width = ((VectorDataViewType)_input.Type).Dimensions[1];
        _outputWidth = transformer.Pooling.GetOutputWidth(_width);
    }

    protected override bool IsInput(int column) => column == _input.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        string pooling = _transformer.Pooling.Name;
        SlotNaming.Add(annotations, _outputWidth, () => $"{Provenance.ReadText(_input, Provenance.Encoder) ?? _input.Name}.{pooling}");
        Provenance.Copy(annotations, _input.Annotations);
        Provenance.AddText(annotations, Provenance.Pooling, () => pooling);
        return [new(_transformer.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, _outputWidth), annotations.ToAnnotations())];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<VBuffer<float>> source = input.GetGetter<VBuffer<float>>(input.Schema[_input.Index]);
        VBuffer<float> bag = default;
        VBuffer<float> dense = default;
        getters[0] = (ValueGetter<VBuffer<float>>)((ref VBuffer<float> pooled) =>
        {
            source(ref bag);
            VBufferEditor<float> editor = VBufferEditor.Create(ref pooled, _outputWidth);
            Pool(VectorReading.Dense(bag, ref dense), editor.Values);
            pooled = editor.Commit();
        });
    }

    private static bool IsBag(DataViewType type) =>
        type is VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw } } vector && raw == typeof(float) && vector.Dimensions.Length == 2 && vector.Dimensions[1] > 0;

    private void Pool(ReadOnlySpan<float> bag, Span<float> destination)
    {
        if (!bag.IsEmpty)
        {
            _transformer.Pooling.Pool(bag, _width, destination);
            return;
        }

        if (_transformer.OnMissing == MissingBagPolicy.Throw)
        {
            throw new InvalidOperationException(
                $"PoolEmbeddings: a row of column '{_input.Name}' is an empty bag: its series could not be used. Leave such rows out with OnError = SkipRow, or let them be NaN with OnMissing = MissingValue.");
        }

        destination.Fill(float.NaN);
    }
}
