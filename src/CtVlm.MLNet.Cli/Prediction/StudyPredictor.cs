using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Cli;

/// <summary>Runs a saved model over studies, one at a time, so that a failure concerns its own series alone whatever the model does about it.</summary>
internal sealed class StudyPredictor : IDisposable
{
    private readonly MLContext _ml;
    private readonly ITransformer _model;
    private readonly ModelColumns _columns;
    private readonly ITransformer? _labelMapper;

    private StudyPredictor(MLContext ml, ITransformer model)
    {
        _ml = ml;
        _model = model;
        IDataView nothing = ml.Data.LoadFromEnumerable(Array.Empty<CtStudy>());
        _columns = ModelColumns.Find(ml, Apply(model, nothing), nothing.Schema, out _labelMapper);
    }

    /// <summary>Loads a model.</summary>
    /// <exception cref="ToolException">The file is no model, or one that asks for other columns than those of studies.csv.</exception>
    public static StudyPredictor Load(MLContext ml, string path)
    {
        SeriesFinder.CheckExists(path);
        ITransformer model;
        try
        {
            model = ml.Model.Load(path, out _);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or IOException)
        {
            throw new ToolException($"'{path}' cannot be loaded as an ML.NET model: {PlainText.OneLine(exception.Message)}", exception);
        }

        return new StudyPredictor(ml, model);
    }

    /// <summary>Predicts one series.</summary>
    public PredictedStudy Predict(Study study)
    {
        try
        {
            return Score(study);
        }
        catch (Exception exception) when (DataFailure.Is(exception))
        {
            return PredictedStudy.Failed(study, PlainText.Reason(exception));
        }
    }

    /// <summary>Releases the encoder's weights.</summary>
    public void Dispose() => (_model as IDisposable)?.Dispose();

    private static IDataView Apply(ITransformer model, IDataView studies)
    {
        try
        {
            return model.Transform(studies);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new ToolException(
                $"The model cannot be applied to studies, which have the columns {string.Join(", ", studies.Schema.Select(c => c.Name))}: {PlainText.Reason(exception)}", exception);
        }
    }

    private PredictedStudy Score(Study study)
    {
        IDataView scored = Apply(_model, _ml.Data.LoadFromEnumerable([ToRow(study)]));
        scored = _labelMapper?.Transform(scored) ?? scored;
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema.Where(IsRead));
        return cursor.MoveNext()
            ? Read(study, cursor)
            : PredictedStudy.Failed(study, "The model leaves this series out: it could not be used. 'ctvlm inspect' says why.");
    }

    private PredictedStudy Read(Study study, DataViewRowCursor cursor)
    {
        if (FindReason(cursor) is { } reason)
        {
            return PredictedStudy.Failed(study, reason);
        }

        float[] scores = ReadScores(cursor);
        return scores.All(float.IsFinite)
            ? new PredictedStudy
            {
                Series = study.SeriesPath,
                Label = _columns.Label is { } label ? ValueText.CreateReader(cursor, cursor.Schema[label])() : null,
                Scores = _columns.ClassNames.Zip(scores).ToDictionary(pair => pair.First, pair => (double)pair.Second, StringComparer.Ordinal),
            }
            : PredictedStudy.Failed(study, "The model's scores are not numbers for this series.");
    }

    // A verb that is given nothing fails too: if the last one went well, so did all; else the first reason is the cause.
    private string? FindReason(DataViewRowCursor cursor)
    {
        string Text(string column) => ValueText.CreateReader(cursor, cursor.Schema[column])();
        return _columns.Errors.Count == 0 || Text(_columns.Errors[^1]).Length == 0
            ? null
            : _columns.Errors.Select(Text).First(text => text.Length > 0);
    }

    private float[] ReadScores(DataViewRowCursor cursor)
    {
        DataViewSchema.Column column = cursor.Schema[_columns.Score];
        if (column.Type is not VectorDataViewType)
        {
            float score = 0;
            cursor.GetGetter<float>(column)(ref score);
            return [score];
        }

        VBuffer<float> scores = default;
        cursor.GetGetter<VBuffer<float>>(column)(ref scores);
        return [.. scores.DenseValues()];
    }

    private bool IsRead(DataViewSchema.Column column) =>
        column.Name == _columns.Score || column.Name == _columns.Label || _columns.Errors.Contains(column.Name, StringComparer.Ordinal);

    private static CtStudy ToRow(Study study) => new()
    {
        SeriesPath = study.Locator,
        PatientId = study.PatientId,
        Severity = study.Severity ?? float.NaN,
        Report = study.Report,
    };
}
