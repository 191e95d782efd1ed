using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Scores one row; a vector with a NaN, of a series that could not be used, gives NaN and no label.</summary>
internal sealed class ApplyHeadMapper : RowMapper
{
    private readonly ApplyHeadSetup _setup;
    private readonly DataViewSchema.Column _input;

    public ApplyHeadMapper(ApplyHeadTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _setup = transformer.Setup;
        int width = _setup.Head.Width;
        _input = ColumnCheck.Find(
            host, schema, AdaptVlmEstimator.Verb, _setup.InputColumnName, $"Vector<Single, {width}>", "It is the pooled vector.", type => type is VectorDataViewType vector && vector.Size == width && vector.ItemType == NumberDataViewType.Single);
    }

    /// <summary>What is added, as promised.</summary>
    public static IEnumerable<SchemaShape.Column> Promise(string prefix) =>
    [
        new(ApplyHeadSetup.ScoreOf(prefix), VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape(
        [
            ShapeColumns.SlotNames, ShapeColumns.Text(AnnotationUtils.Kinds.ScoreColumnKind), ShapeColumns.Text(AnnotationUtils.Kinds.ScoreValueKind),
        ])),
        new(ApplyHeadSetup.PredictedLabelOf(prefix), VectorKind.Scalar, NumberDataViewType.UInt32, true, new SchemaShape(
        [
            new SchemaShape.Column(AnnotationUtils.Kinds.KeyValues, VectorKind.Vector, TextDataViewType.Instance, false),
        ])),
    ];

    protected override bool IsInput(int column) => column == _input.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        int classes = _setup.ClassNames.Count;
        var score = new DataViewSchema.Annotations.Builder();
        score.AddSlotNames(classes, WriteNames);
        Provenance.AddText(score, AnnotationUtils.Kinds.ScoreColumnKind, () => AnnotationUtils.Const.ScoreColumnKind.MulticlassClassification);
        Provenance.AddText(score, AnnotationUtils.Kinds.ScoreValueKind, () => AnnotationUtils.Const.ScoreValueKind.Probability);
        var keyValues = new DataViewSchema.Annotations.Builder();
        keyValues.AddKeyValues(classes, TextDataViewType.Instance, (ref VBuffer<ReadOnlyMemory<char>> names) => WriteNames(ref names));
        return
        [
            new(_setup.ScoreColumnName, new VectorDataViewType(NumberDataViewType.Single, classes), score.ToAnnotations()),
            new(_setup.PredictedLabelColumnName, new KeyDataViewType(typeof(uint), classes), keyValues.ToAnnotations()),
        ];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<VBuffer<float>> source = input.GetGetter<VBuffer<float>>(input.Schema[_input.Index]);
        VBuffer<float> vector = default, dense = default;
        var row = new PerRow<float[]>(input, () =>
        {
            source(ref vector);
            float[] scores = new float[_setup.ClassNames.Count];
            _setup.Head.Score(VectorReading.Dense(vector, ref dense), scores);
            return scores;
        });
        getters[0] = active[0] ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> scores) => Write<float>(row.Get(), ref scores)) : null;
        getters[1] = active[1] ? (ValueGetter<uint>)((ref uint label) => label = Decide(row.Get())) : null;
    }

    // Keys are numbered from 1; 0 is missing.
    private static uint Decide(float[] scores) => scores.Any(float.IsNaN) ? 0 : (uint)Array.IndexOf(scores, scores.Max()) + 1;

    private static void Write<T>(ReadOnlySpan<T> values, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }

    private void WriteNames(ref VBuffer<ReadOnlyMemory<char>> names) => Write<ReadOnlyMemory<char>>([.. _setup.ClassNames.Select(name => name.AsMemory())], ref names);
}
