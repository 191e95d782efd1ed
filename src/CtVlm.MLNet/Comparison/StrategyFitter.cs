using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Makes one fit, in a context of its own whose seed the strategy, the division and the fold decide.</summary>
internal sealed class StrategyFitter(MLContext parent, StrategyCohort cohort, StrategyExperimentSettings settings, FeatureMaker features, CancellationToken token)
{
    /// <summary>Fits and scores. A failure is a result; giving the work up is not.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public StrategyUnitResult Fit(PlannedStrategy strategy, SeriesBags bags, float[]?[]? texts, StrategyFolds folds, int fold)
    {
        Stopwatch watch = Stopwatch.StartNew();
        StrategyUnitResult result = new() { Division = folds.Number, Strategy = strategy.Hash, Fold = fold };
        try
        {
            token.ThrowIfCancellationRequested();
            MLContext context = CreateContext(strategy, folds.Number, fold);
            using CancellationTokenRegistration cancellation = token.Register(context.CancelExecution);
            int[] train = folds.Train(fold), test = folds.Test(fold);
            FoldFeatures made = features.Make(context, strategy.Strategy, bags, texts, folds, fold);
            (int[] predicted, float[] scores) = FitAndScore(context, strategy.Strategy.Trainer, made, train, test);
            return result with
            {
                FeatureWidth = made.Width,
                Predicted = predicted,
                Scores = scores,
                Ranked = made.Texts is null ? [] : TextToImage.Rank(made, cohort.Reports!, test),
                Seconds = watch.Elapsed.TotalSeconds,
            };
        }
        catch (Exception failure) when (!token.IsCancellationRequested)
        {
            return result with { Seconds = watch.Elapsed.TotalSeconds, Error = StrategyFailureText.Of(failure), Failure = failure };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Work that is given up fails in many ways; only one of them is the reason.
            throw new OperationCanceledException("StrategyExperiment: the run was stopped.", failure, token);
        }
    }

    /// <summary>A context like the experiment's, with a seed of its own.</summary>
    public MLContext CreateContext(PlannedStrategy strategy, int division, int fold)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{settings.Seed} {division} {fold} {strategy.Key}");
        int seed = int.Parse(StrategyText.Hash(id, 7), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        MLContext context = new(seed)
        {
            GpuDeviceId = parent.GpuDeviceId,
            FallbackToCpu = parent.FallbackToCpu,
            TempFilePath = parent.TempFilePath,
        };
        return context;
    }

    private (int[] Predicted, float[] Scores) FitAndScore(MLContext context, StrategyTrainer trainer, FoldFeatures made, int[] train, int[] test)
    {
        HeldColumn[] columns = [HeldColumn.Key(StrategyColumns.Label, cohort.Labels, cohort.ClassNames), HeldColumn.Vectors(StrategyColumns.Features, made.Vectors, made.Width)];
        ITransformer model = trainer.Create(context).Fit(new HeldView(train, columns));
        try
        {
            return Read(model.Transform(new HeldView(test, columns)), trainer, test.Length);
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }
    }

    private (int[] Predicted, float[] Scores) Read(IDataView scored, StrategyTrainer trainer, int rows)
    {
        (DataViewSchema.Column score, DataViewSchema.Column predicted) = FindColumns(scored.Schema, trainer);
        using DataViewRowCursor cursor = scored.GetRowCursor([score, predicted]);
        ValueGetter<VBuffer<float>> readScores = cursor.GetGetter<VBuffer<float>>(score);
        ValueGetter<uint> readPredicted = RowCursorUtils.GetGetterAs<uint>(new KeyDataViewType(typeof(uint), cohort.Classes), cursor, predicted.Index);
        int[] classes = new int[rows];
        float[] scores = new float[rows * cohort.Classes];
        VBuffer<float> vector = default, dense = default;
        uint key = 0;
        for (int row = 0; cursor.MoveNext(); row++)
        {
            readScores(ref vector);
            VectorReading.Dense(vector, ref dense).CopyTo(scores.AsSpan(row * cohort.Classes));
            readPredicted(ref key);
            classes[row] = key == 0 ? throw new InvalidOperationException($"Trainer '{trainer.Name}' predicts no class for a row.") : (int)key - 1;
        }

        if (scores.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
        {
            throw new InvalidOperationException($"Trainer '{trainer.Name}' gives scores that are NaN or infinite.");
        }

        return ProbabilityScores.FindOddRow(Array.ConvertAll(scores, score => (double)score), cohort.Classes) < 0
            ? (classes, scores)
            : throw new InvalidOperationException($"Trainer '{trainer.Name}' gives some rows probabilities, and others scores that are none. They must be probabilities for all rows, or margins for all.");
    }

    private (DataViewSchema.Column Score, DataViewSchema.Column Predicted) FindColumns(DataViewSchema schema, StrategyTrainer trainer)
    {
        DataViewSchema.Column? score = schema.GetColumnOrNull(StrategyColumns.Score), predicted = schema.GetColumnOrNull(StrategyColumns.Predicted);
        return score?.Type is VectorDataViewType vector && vector.Size == cohort.Classes && vector.ItemType == NumberDataViewType.Single
            && predicted?.Type is KeyDataViewType key && key.Count == (ulong)cohort.Classes
            ? (score.Value, predicted.Value)
            : throw new InvalidOperationException(
                $"Trainer '{trainer.Name}' must give Score, a vector of {cohort.Classes} Single, and PredictedLabel, a key of {cohort.Classes}; got {score?.Type.ToString() ?? "none"} and {predicted?.Type.ToString() ?? "none"}. It learns the key column Label, and must not map it anew.");
    }
}
