using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Calibrates the scores of one row.</summary>
internal sealed class CalibrateScoresMapper : RowMapper
{
    private readonly CalibrateScoresTransformer _transformer;
    private readonly DataViewSchema.Column _input;

    public CalibrateScoresMapper(CalibrateScoresTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _transformer = transformer;
        int classes = transformer.ClassNames.Count;
        _input = CalibrationColumns.FindScore(
            host,
            schema,
            CalibrateScoresEstimator.Verb,
            Setup.InputColumnName,
            type => ProjectEmbeddingsEstimator.IsVector(type) && type.GetVectorSize() == classes,
            $"a vector of {classes} Single, as it was when the calibration was fitted");
        CheckNames(host);
    }

    private CalibrationSetup Setup => _transformer.Setup;

    protected override bool IsInput(int column) => column == _input.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        int classes = Setup.ClassNames.Count;
        List<DataViewSchema.DetachedColumn> columns =
        [
            new(Setup.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, classes), CreateScoreAnnotations()),
        ];
        if (Setup.PredictedLabelColumnName is { } predicted)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.AddKeyValues(classes, TextDataViewType.Instance, (ref VBuffer<ReadOnlyMemory<char>> names) => Write<ReadOnlyMemory<char>>([.. Setup.ClassNames.Select(name => name.AsMemory())], ref names));
            columns.Add(new(predicted, new KeyDataViewType(typeof(uint), classes), annotations.ToAnnotations()));
        }

        if (Setup.AbstainedColumnName is { } abstained)
        {
            columns.Add(new(abstained, BooleanDataViewType.Instance));
        }

        return [.. columns];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<VBuffer<float>> source = input.GetGetter<VBuffer<float>>(input.Schema[_input.Index]);
        VBuffer<float> scores = default, dense = default;
        var row = new PerRow<CalibratedRow>(input, () =>
        {
            source(ref scores);
            return Calibrate(input.Position, VectorReading.Dense(scores, ref dense));
        });
        List<Delegate> all = [(ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Write<float>(row.Get().Probabilities, ref value))];
        if (Setup.PredictedLabelColumnName is not null)
        {
            all.Add((ValueGetter<uint>)((ref uint value) => value = row.Get().Label));
        }

        if (Setup.AbstainedColumnName is not null)
        {
            all.Add((ValueGetter<bool>)((ref bool value) => value = row.Get().Abstained));
        }

        for (int i = 0; i < active.Length; i++)
        {
            getters[i] = active[i] ? all[i] : null;
        }
    }

    private CalibratedRow Calibrate(long position, ReadOnlySpan<float> scores)
    {
        if (CalibrationSetup.FindNotFinite(scores) >= 0)
        {
            return CalibratedRow.Missing(scores.Length);
        }

        int slot = Setup.InputKind == ScoreInputKind.Probabilities ? CalibrationSetup.FindNoProbability(scores) : -1;
        if (slot >= 0)
        {
            CalibrationThrow.NoProbability(position, Setup.InputColumnName, slot, scores[slot]);
        }

        return CalibratedRow.From(scores, Setup.InputKind, _transformer.Calibration, Setup.AbstainBelow);
    }

    // A model whose classes stand in another order would be calibrated with the wrong parameters, in silence.
    private void CheckNames(IHost host)
    {
        string[]? names = ClassNameReader.ScoreNames(_input, Setup.ClassNames.Count);
        if (names is not null && !names.SequenceEqual(Setup.ClassNames))
        {
            throw ColumnCheck.Mismatch(
                host,
                nameof(DataViewSchema),
                $"{CalibrateScoresEstimator.Verb}: column '{_input.Name}' has the classes {string.Join(", ", names)}; {string.Join(", ", Setup.ClassNames)} expected, as when the calibration was fitted. Fit it again for this model.");
        }
    }

    private DataViewSchema.Annotations CreateScoreAnnotations()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(_input.Annotations, kind => kind is not (AnnotationUtils.Kinds.ScoreColumnKind or AnnotationUtils.Kinds.ScoreValueKind));
        Provenance.AddText(annotations, AnnotationUtils.Kinds.ScoreColumnKind, () => AnnotationUtils.Const.ScoreColumnKind.MulticlassClassification);
        Provenance.AddText(annotations, AnnotationUtils.Kinds.ScoreValueKind, () => AnnotationUtils.Const.ScoreValueKind.Probability);
        return annotations.ToAnnotations();
    }

    private static void Write<T>(ReadOnlySpan<T> values, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }
}
