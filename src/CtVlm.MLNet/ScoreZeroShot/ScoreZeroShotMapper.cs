using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Scores one row.</summary>
internal sealed class ScoreZeroShotMapper : RowMapper
{
    private readonly ScoreZeroShotTransformer _transformer;
    private readonly ZeroShotInput _input;

    public ScoreZeroShotMapper(ScoreZeroShotTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _transformer = transformer;
        _input = new ZeroShotInput(transformer, host, schema);
    }

    private ZeroShotSetup Setup => _transformer.Setup;

    private bool IsBySlice => Setup.Level == ZeroShotLevel.Slice;

    protected override bool IsInput(int column) => column == _input.Column.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        int classes = Setup.Classes.Count;
        var key = new KeyDataViewType(typeof(uint), classes);
        var keyValues = new DataViewSchema.Annotations.Builder();
        keyValues.AddKeyValues(classes, TextDataViewType.Instance, (ref VBuffer<ReadOnlyMemory<char>> names) => WriteNames(ref names));
        return
        [
            new(Setup.ScoreColumnName, IsBySlice ? new VectorDataViewType(NumberDataViewType.Single, 0, classes) : new VectorDataViewType(NumberDataViewType.Single, classes), CreateScoreAnnotations()),
            new(Setup.PredictedLabelColumnName, IsBySlice ? new VectorDataViewType(key) : key, keyValues.ToAnnotations()),
        ];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<VBuffer<float>> source = input.GetGetter<VBuffer<float>>(input.Schema[_input.Column.Index]);
        VBuffer<float> embeddings = default;
        VBuffer<float> dense = default;
        var row = new PerRow<ZeroShotRow>(input, () =>
        {
            _input.CheckEncoder();
            source(ref embeddings);
            return ZeroShotRow.From(Score(VectorReading.Dense(embeddings, ref dense)), Setup.Classes.Count);
        });
        getters[0] = active[0] ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> scores) => Write<float>(row.Get().Scores, ref scores)) : null;
        getters[1] = !active[1] ? null
            : IsBySlice ? (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> labels) => Write<uint>(row.Get().Labels, ref labels))
            : (ValueGetter<uint>)((ref uint label) => label = row.Get().Labels[0]);
    }

    private static void Write<T>(ReadOnlySpan<T> values, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }

    private DataViewSchema.Annotations CreateScoreAnnotations()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(_input.Column.Annotations, kind => kind.StartsWith(Provenance.Prefix, StringComparison.Ordinal) && kind is not (Provenance.Encoder or Provenance.EncoderHash or Provenance.Prompts));
        Provenance.AddText(annotations, Provenance.Encoder, () => _transformer.Model.EncoderName);
        Provenance.AddText(annotations, Provenance.EncoderHash, _transformer.Model.GetEncoderHash);
        Provenance.AddText(annotations, Provenance.Prompts, Setup.DescribePrompts);
        if (!IsBySlice)
        {
            annotations.AddSlotNames(Setup.Classes.Count, WriteNames);
            Provenance.AddText(annotations, AnnotationUtils.Kinds.ScoreColumnKind, () => AnnotationUtils.Const.ScoreColumnKind.MulticlassClassification);
            Provenance.AddText(annotations, AnnotationUtils.Kinds.ScoreValueKind, () => AnnotationUtils.Const.ScoreValueKind.Probability);
        }

        return annotations.ToAnnotations();
    }

    private void WriteNames(ref VBuffer<ReadOnlyMemory<char>> names) =>
        Write<ReadOnlyMemory<char>>([.. Setup.Classes.Select(c => c.Name.AsMemory())], ref names);

    private float[] Score(ReadOnlySpan<float> embeddings)
    {
        ZeroShotClassifier classifier = _transformer.Model.GetClassifier();
        float[] scores = IsBySlice ? classifier.Score(embeddings)
            : embeddings.IsEmpty ? [.. Enumerable.Repeat(float.NaN, Setup.Classes.Count)]
            : classifier.ScoreTogether(embeddings, _input.IsBag ? Setup.Combination : ZeroShotCombination.MeanProbability);
        if (Setup.OnMissing == MissingBagPolicy.Throw && (embeddings.IsEmpty || scores.Any(float.IsNaN)))
        {
            throw new InvalidOperationException(
                $"ScoreZeroShot: a row of column '{_input.Column.Name}' has no usable embedding: its series could not be used. Leave such rows out with OnError = SkipRow, or let them be missing with OnMissing = MissingValue.");
        }

        return scores;
    }
}
