using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Gives the probabilities of the classes and the most probable one, the first of equals. Of features that are not finite, NaN and the missing key.</summary>
internal sealed class ClassScoreMapper : RowMapper
{
    private readonly IClassScorer _scorer;
    private readonly DataViewSchema.Column _features;

    public ClassScoreMapper(RowTransformer transformer, IHost host, DataViewSchema schema, TrainerColumns columns, IClassScorer scorer)
        : base(transformer)
    {
        _scorer = scorer;
        _features = columns.FindFeatures(host, schema, scorer.Width);
    }

    private int Classes => _scorer.SlotNames.Count;

    protected override bool IsInput(int column) => column == _features.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        var score = new DataViewSchema.Annotations.Builder();
        score.AddSlotNames(Classes, WriteNames);
        Provenance.AddText(score, AnnotationUtils.Kinds.ScoreColumnKind, () => AnnotationUtils.Const.ScoreColumnKind.MulticlassClassification);
        Provenance.AddText(score, AnnotationUtils.Kinds.ScoreValueKind, () => AnnotationUtils.Const.ScoreValueKind.Probability);
        var predicted = new DataViewSchema.Annotations.Builder();
        predicted.AddKeyValues<ReadOnlyMemory<char>>(Classes, TextDataViewType.Instance, WriteNames);
        return
        [
            new(TrainerColumns.Score, new VectorDataViewType(NumberDataViewType.Single, Classes), score.ToAnnotations()),
            new(TrainerColumns.PredictedLabel, new KeyDataViewType(typeof(uint), Classes), predicted.ToAnnotations()),
        ];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<VBuffer<float>> source = input.GetGetter<VBuffer<float>>(input.Schema[_features.Index]);
        VBuffer<float> vector = default, dense = default;
        var row = new PerRow<float[]>(input, () =>
        {
            source(ref vector);
            return Score(VectorReading.Dense(vector, ref dense));
        });
        getters[0] = active[0] ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> scores) => Write<float>(row.Get(), ref scores)) : null;
        getters[1] = active[1] ? (ValueGetter<uint>)((ref uint label) => label = Predict(row.Get())) : null;
    }

    private static uint Predict(float[] scores) => float.IsNaN(scores[0]) ? 0 : (uint)Array.IndexOf(scores, scores.Max()) + 1;

    private static void Write<T>(ReadOnlySpan<T> values, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }

    private float[] Score(ReadOnlySpan<float> features)
    {
        double[] x = new double[features.Length], probabilities = new double[Classes];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = features[i];
        }

        if (features.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
        {
            Array.Fill(probabilities, double.NaN);
        }
        else
        {
            _scorer.Score(x, probabilities);
        }

        return Array.ConvertAll(probabilities, p => (float)p);
    }

    private void WriteNames(ref VBuffer<ReadOnlyMemory<char>> names) => Write<ReadOnlyMemory<char>>([.. _scorer.SlotNames.Select(name => name.AsMemory())], ref names);
}
