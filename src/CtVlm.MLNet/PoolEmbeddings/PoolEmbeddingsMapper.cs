using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Pools the bag of one row; its columns share one pass of the pooling.</summary>
internal sealed class PoolEmbeddingsMapper : RowMapper
{
    private readonly PoolEmbeddingsTransformer _transformer;
    private readonly DataViewSchema.Column _input;
    private readonly DataViewSchema.Column? _positions;
    private readonly FittedPooling _fitted;

    public PoolEmbeddingsMapper(PoolEmbeddingsTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _transformer = transformer;
        transformer.Columns.CheckPooling(host, nameof(schema));
        _input = transformer.Columns.FindBag(host, schema, transformer.Fitted?.InputWidth);
        _positions = transformer.Columns.FindPositions(host, schema);
        _fitted = transformer.Fitted ?? new FittedPooling(transformer.Pooling, ((VectorDataViewType)_input.Type).Dimensions[1]);
    }

    protected override bool IsInput(int column) => column == _input.Index || column == _positions?.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        SlicePooling pooling = _transformer.Pooling;
        SlotNaming.Add(annotations, _fitted.OutputWidth, () => $"{Provenance.ReadText(_input, Provenance.Encoder) ?? _input.Name}.{pooling.Name}");
        annotations.Add(_input.Annotations, kind => kind.StartsWith(Provenance.Prefix, StringComparison.Ordinal) && kind != Provenance.Pooling);
        Provenance.AddText(annotations, Provenance.Pooling, () => pooling.Specification);
        DataViewSchema.DetachedColumn pooled = new(_transformer.Columns.Output, new VectorDataViewType(NumberDataViewType.Single, _fitted.OutputWidth), annotations.ToAnnotations());
        return _transformer.Columns.Weights is not { } weights
            ? [pooled]
            : [
                pooled,
                new(weights, new VectorDataViewType(NumberDataViewType.Single)),
                new(_transformer.Columns.Entropy, NumberDataViewType.Single),
                new(_transformer.Columns.EffectiveSliceCount, NumberDataViewType.Single),
            ];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        Func<PooledRow> pool = CreatePooling(input, hasWeights: active.AsSpan(1).Contains(true));
        Func<PooledRow> current = new PerRow<PooledRow>(input, pool).Get;
        Delegate[] all =
        [
            (ValueGetter<VBuffer<float>>)((ref VBuffer<float> vector) => Write(current().Vector, ref vector)),
            (ValueGetter<VBuffer<float>>)((ref VBuffer<float> weights) => Write(current().Weights, ref weights)),
            (ValueGetter<float>)((ref float entropy) => entropy = current().Entropy),
            (ValueGetter<float>)((ref float count) => count = current().EffectiveSliceCount),
        ];
        for (int i = 0; i < active.Length; i++)
        {
            getters[i] = active[i] ? all[i] : null;
        }
    }

    private static void Write(ReadOnlySpan<float> values, ref VBuffer<float> destination)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }

    private Func<PooledRow> CreatePooling(DataViewRow input, bool hasWeights)
    {
        ValueGetter<VBuffer<float>> bags = input.GetGetter<VBuffer<float>>(input.Schema[_input.Index]);
        ValueGetter<VBuffer<float>>? places = _positions is null ? null : input.GetGetter<VBuffer<float>>(input.Schema[_positions.Value.Index]);
        VBuffer<float> bag = default, denseBag = default, positions = default, densePositions = default;
        return () =>
        {
            bags(ref bag);
            places?.Invoke(ref positions);
            return Pool(VectorReading.Dense(bag, ref denseBag), VectorReading.Dense(positions, ref densePositions), hasWeights);
        };
    }

    private PooledRow Pool(ReadOnlySpan<float> bag, ReadOnlySpan<float> positions, bool hasWeights)
    {
        float[] vector = new float[_fitted.OutputWidth];
        if (bag.IsEmpty)
        {
            RequireMissingAllowed();
            Array.Fill(vector, float.NaN);
            return new PooledRow(vector, []);
        }

        int slices = bag.Length / _fitted.InputWidth;
        if (_positions is not null)
        {
            PooledRow.CheckPositions(positions.Length, slices, _positions.Value.Name);
        }

        float[] weights = hasWeights ? new float[slices] : [];
        _fitted.Pool(bag, positions, vector, weights);
        return new PooledRow(vector, weights);
    }

    private void RequireMissingAllowed()
    {
        if (_transformer.OnMissing == MissingBagPolicy.Throw)
        {
            throw new InvalidOperationException(
                $"PoolEmbeddings: a row of column '{_input.Name}' is an empty bag: its series could not be used. Leave such rows out with OnError = SkipRow, or let them be NaN with OnMissing = MissingValue.");
        }
    }
}
