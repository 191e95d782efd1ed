using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>L-BFGS maximum entropy that knows how long it takes.</summary>
internal sealed class TimedTrainer(MLContext context, float l2, TrainerClock clock) : IEstimator<ITransformer>
{
    private readonly IEstimator<ITransformer> _trainer = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
        new LbfgsMaximumEntropyMulticlassTrainer.Options { L2Regularization = l2, L1Regularization = 0, NumberOfThreads = 1 });

    public ITransformer Fit(IDataView input)
    {
        Stopwatch watch = Stopwatch.StartNew();
        ITransformer model = _trainer.Fit(input);
        clock.Add(watch.Elapsed);
        return model;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _trainer.GetOutputSchema(inputSchema);
}
