using System.Diagnostics;
using CtVlm.MLNet;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AdaptAndCompare;

/// <summary>Adapts, embeds, and judges one configuration.</summary>
internal sealed class ConfigurationRunner(MLContext ml, StudyPlan plan, CtHoldout split, string folder)
{
    private int _number;

    public ConfigurationResult Run(Configuration configuration, IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        AdaptVlmOptions options = new()
        {
            OutputColumnName = "Slices",
            InputColumnName = "Volume",
            PooledColumnName = "Embedding",
            TextColumnName = nameof(KeyedStudy.Report),
            TextOutputColumnName = "ReportEmbedding",
            LabelColumnName = nameof(KeyedStudy.Severity),
            PatientColumnName = nameof(KeyedStudy.PatientId),
            PositiveKeyColumnName = nameof(KeyedStudy.Key),
            Encoder = plan.Encoder,
            Rendering = configuration.Rendering,
            Training = new VlmTraining
            {
                Parts = configuration.Parts,
                Pooling = configuration.Pooling,
                Loss = new VlmLoss { HeadWeight = 0.5 },
                Steps = configuration.Adapters.Length == 0 ? plan.FrozenSteps : plan.Steps,
                BatchSize = configuration.Adapters.Length == 0 ? 4 * plan.BatchSize : plan.BatchSize,
                ChunkSize = plan.BatchSize,
                LearningRate = 5e-4,
                CheckpointPath = Path.Combine(folder, $"configuration{_number++}.checkpoint"),
                CheckpointEvery = 10,
                Progress = progress,
                CancellationToken = cancellationToken,
            },
        };
        ITransformer adapted = ml.Transforms.LoadCtSeries("Volume", nameof(KeyedStudy.SeriesPath)).Append(ml.Transforms.AdaptVlm(options)).Fit(split.Train);
        using IDisposable weights = (IDisposable)adapted;

        // The linear probe of the adapted embedding; the head of the training is not used, so that every configuration is judged alike.
        ITransformer model = adapted.Append(ml.Transforms.ProjectEmbeddings("Features", "Embedding", EmbeddingProjection.Standardizing())
            .Append(ml.MulticlassClassification.Trainers.RidgeMultinomial(nameof(KeyedStudy.Severity), c: 0.1)).Fit(Read(adapted.Transform(split.Train))));
        return Judge(configuration, Read(model.Transform(split.Test)), watch);
    }

    private ConfigurationResult Judge(Configuration configuration, IDataView scored, Stopwatch watch)
    {
        ClinicalClassificationMetrics grades = ml.MulticlassClassification.EvaluateClinical(scored, nameof(KeyedStudy.Severity), groupColumnName: nameof(KeyedStudy.PatientId));
        RetrievalMetrics retrieval = ml.CtVlm().EvaluateRetrieval(scored, "ReportEmbedding", "Embedding", nameof(KeyedStudy.Key), nameof(KeyedStudy.PatientId));
        // Classes are ordered by value, and keys count from 1.
        bool[] isRight = [.. scored.GetColumn<float>(nameof(KeyedStudy.Severity)).Zip(scored.GetColumn<uint>("PredictedLabel"), (grade, key) => (uint)grade + 1 == key)];
        return new ConfigurationResult(
            configuration,
            isRight,
            [.. retrieval.PerQuery.Select(query => query.ReciprocalRank)],
            grades.QuadraticWeightedKappa,
            retrieval.MeanReciprocalRank.RandomLevel,
            grades.MajorityLevel.Accuracy,
            watch.Elapsed.TotalSeconds);
    }

    // Read once: the probe and the evaluators then run on what is in memory.
    private IDataView Read(IDataView view) => ml.Data.Cache(ml.Transforms.DropColumns("Volume", "Slices").Fit(view).Transform(view));
}
