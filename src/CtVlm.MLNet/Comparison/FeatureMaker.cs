using System.Collections.Concurrent;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Pools and projects; what learns is fitted on the training rows of the fold. Strategies that differ in the trainer only share the work.</summary>
/// <remarks>Safe for several threads. Keeps the vectors of one pooling and projection at a time, up to a bound; beyond it they are made again.</remarks>
internal sealed class FeatureMaker(StrategyCohort cohort, StrategyExperimentSettings settings, CancellationToken token)
{
    private const long MostBytes = 256L << 20;

    private readonly ConcurrentDictionary<(int Division, int Fold), Lazy<float[]?[]>> _pooled = new();
    private readonly ConcurrentDictionary<(int Division, int Fold), Lazy<FoldFeatures>> _features = new();
    private string? _poolingKey;
    private string? _projectionKey;
    private long _bytes;

    /// <summary>Forgets what a strategy cannot use; call it before the fits of each strategy, when none is under way.</summary>
    public void Turn(PlannedStrategy strategy)
    {
        string pooling = $"{strategy.Pass} {StrategyText.Describe(strategy.Strategy.Pooling)}";
        string projection = $"{pooling} {strategy.Strategy.Projection.Specification}";
        if (pooling != _poolingKey)
        {
            _pooled.Clear();
        }

        if (projection != _projectionKey)
        {
            _features.Clear();
            _bytes = 0;
        }

        (_poolingKey, _projectionKey) = (pooling, projection);
    }

    /// <summary>The vectors of a fold.</summary>
    /// <param name="context">The context of the fit.</param>
    /// <param name="strategy">The strategy that was turned to.</param>
    /// <param name="bags">The bags of its pass.</param>
    /// <param name="texts">The reports' vectors; null where there are none.</param>
    /// <param name="folds">The division.</param>
    /// <param name="fold">The fold that is tested on.</param>
    public FoldFeatures Make(MLContext context, EmbeddingStrategy strategy, SeriesBags bags, float[]?[]? texts, StrategyFolds folds, int fold)
    {
        FoldFeatures Create() => Project(context, strategy, PoolShared(context, strategy, bags, texts, folds, fold), texts, folds, fold);
        if (Interlocked.Read(ref _bytes) > MostBytes)
        {
            return Create();
        }

        Lazy<FoldFeatures> shared = _features.GetOrAdd((folds.Number, fold), _ => new Lazy<FoldFeatures>(() =>
        {
            FoldFeatures made = Create();
            Interlocked.Add(ref _bytes, made.Bytes);
            return made;
        }));
        return shared.Value;
    }

    /// <summary>The pooling as it is trained in an experiment: it knows the patients, and stops with the run.</summary>
    public SlicePooling Prepare(SlicePooling pooling) => pooling is not TrainedPooling trained ? pooling : SlicePooling.Parse(
        pooling.Specification,
        trained.Training with
        {
            PatientColumnName = trained.Training.PatientColumnName ?? (settings.RowsAreIndependent ? null : PatientName),
            Progress = null,
            CancellationToken = token,
        });

    /// <summary>The columns that poolings and projections are fitted on, besides the vectors: classes, patients, reports' embeddings.</summary>
    public IEnumerable<HeldColumn> TrainingColumns(float[]?[]? texts)
    {
        foreach (string name in new[] { settings.LabelColumnName, StrategyColumns.Label }.Distinct())
        {
            yield return HeldColumn.Key(name, cohort.Labels, cohort.ClassNames);
        }

        yield return HeldColumn.Whole(PatientName, cohort.Patients);
        if (texts is not null && texts.FirstOrDefault(t => t is not null) is { Length: var width })
        {
            float[] missing = new float[width];
            Array.Fill(missing, float.NaN);
            yield return HeldColumn.Vectors(settings.ReportEmbeddingColumnName, [.. texts.Select(t => t ?? missing)], width);
        }
    }

    private string PatientName => settings.PatientColumnName ?? StrategyColumns.Patient;

    // A pooling without parameters gives the same vectors in every fold.
    private float[]?[] PoolShared(MLContext context, EmbeddingStrategy strategy, SeriesBags bags, float[]?[]? texts, StrategyFolds folds, int fold) =>
        _pooled.GetOrAdd(
            strategy.Pooling.IsTrained ? (folds.Number, fold) : (0, 0),
            _ => new Lazy<float[]?[]>(() => strategy.Pooling.IsTrained
                ? Pool(Train(context, strategy.Pooling, bags, texts, folds.Train(fold)), bags, folds.Rows)
                : Pool(new FittedPooling(strategy.Pooling, bags.Width), bags, [.. Enumerable.Range(0, cohort.Count)]))).Value;

    private FittedPooling Train(MLContext context, SlicePooling pooling, SeriesBags bags, float[]?[]? texts, int[] trainRows) =>
        context.Transforms.PoolEmbeddings(PoolingOptions(pooling))
            .Fit(new HeldView(trainRows, [.. bags.Columns(), .. TrainingColumns(texts)])).Fitted!;

    /// <summary>The pooling step, as it stands in the model too.</summary>
    public PoolEmbeddingsOptions PoolingOptions(SlicePooling pooling) => new()
    {
        OutputColumnName = StrategyColumns.Pooled,
        InputColumnName = StrategyColumns.Bag,
        Pooling = Prepare(pooling),
        PositionsColumnName = pooling.TakesPositions ? StrategyColumns.Positions : null,
    };

    private float[]?[] Pool(FittedPooling pooling, SeriesBags bags, int[] rows)
    {
        float[]?[] pooled = new float[cohort.Count][];
        foreach (int row in rows)
        {
            token.ThrowIfCancellationRequested();
            float[] bag = bags.Bags[row] ?? throw new InvalidOperationException(
                $"The series of row {cohort.SourceRows[row]} cannot be embedded in this way; the error column of EmbedCt says why.");
            float[] positions = pooling.Pooling.TakesPositions ? bags.Positions![row]! : [];
            pooling.Pool(bag, positions, pooled[row] = new float[pooling.OutputWidth], []);
        }

        return pooled;
    }

    private FoldFeatures Project(MLContext context, EmbeddingStrategy strategy, float[]?[] pooled, float[]?[]? texts, StrategyFolds folds, int fold)
    {
        int width = pooled[folds.Rows[0]]!.Length;
        int[] train = folds.Train(fold);
        HeldView view = new(train, [HeldColumn.Vectors(StrategyColumns.Pooled, pooled, width), .. TrainingColumns(texts)]);
        FittedProjection projection = context.Transforms.ProjectEmbeddings(StrategyColumns.Features, StrategyColumns.Pooled, strategy.Projection).Fit(view).Projection;
        float[]?[] vectors = new float[cohort.Count][];
        foreach (int row in folds.Rows)
        {
            projection.Apply(pooled[row]!, vectors[row] = new float[projection.OutputWidth]);
        }

        return new FoldFeatures(projection.OutputWidth, vectors, ProjectTexts(strategy.Projection, projection, texts, folds.Test(fold)));
    }

    // Reports go where images go, by the same map. A projection that knows the other modality moves its own side only: there reports stay.
    private static float[]?[]? ProjectTexts(EmbeddingProjection choice, FittedProjection projection, float[]?[]? texts, int[] rows)
    {
        bool stays = choice.CounterpartColumnName is not null;
        int? textWidth = texts?.FirstOrDefault(t => t is not null)?.Length;
        if (texts is null || textWidth != (stays ? projection.OutputWidth : projection.InputWidth))
        {
            return null;
        }

        float[]?[] projected = new float[texts.Length][];
        foreach (int row in rows.Where(r => texts[r] is not null))
        {
            if (stays)
            {
                projected[row] = texts[row];
                continue;
            }

            projection.Apply(texts[row]!, projected[row] = new float[projection.OutputWidth]);
        }

        return projected;
    }
}
