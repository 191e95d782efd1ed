using System.Diagnostics;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The epochs of one training.</summary>
internal sealed class PoolingRun(string poolingName, PoolingData data, PoolingSplit split, PoolingTraining training)
{
    private const string TrainingLoss = "training loss";
    private const string TrainingGradient = "length of the gradient";
    private const string ValidationLoss = "validation loss";

    private readonly BagBatcher _batcher = new(data, training.BatchSize);
    private readonly Random _random = new(training.Seed);
    private readonly Stopwatch _watch = new();
    private readonly List<double> _trainingLosses = [];
    private readonly List<double> _validationLosses = [];
    private int _bestEpoch;

    private bool HasValidation => split.Validation.Count > 0;

    private bool HasStalled => HasValidation && _trainingLosses.Count - _bestEpoch >= training.Patience;

    /// <summary>Trains until the epochs or the patience are used up.</summary>
    /// <typeparam name="T">What is kept of an epoch.</typeparam>
    /// <param name="step">The step.</param>
    /// <param name="keep">Copies the parameters; called after every epoch that is the best so far.</param>
    /// <returns>What was kept of the best epoch.</returns>
    /// <exception cref="InvalidOperationException">A loss or a gradient is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public T Train<T>(PoolingStep step, Func<T> keep)
    {
        T best = default!;
        while (_trainingLosses.Count < training.MaxEpochs && !HasStalled)
        {
            TimeSpan before = _watch.Elapsed;
            _trainingLosses.Add(RunEpoch(step));
            if (HasValidation)
            {
                _validationLosses.Add(Measure(step));
            }

            if (!HasValidation || _bestEpoch == 0 || _validationLosses[^1] < _validationLosses[_bestEpoch - 1])
            {
                _bestEpoch = _trainingLosses.Count;
                best = keep();
            }

            training.Progress?.Report(new PoolingTrainingProgress(
                _trainingLosses.Count, training.MaxEpochs, _trainingLosses[^1], HasValidation ? _validationLosses[^1] : null, _bestEpoch, GetRate(split.Training.Count, _watch.Elapsed - before)));
        }

        return best;
    }

    /// <summary>The loss of each bag held back, times the weight of its class, in their order.</summary>
    /// <param name="step">The step.</param>
    /// <param name="classWeights">Weight of each class.</param>
    public double[] MeasureEach(PoolingStep step, float[] classWeights)
        => [.. split.Validation.Select(bag => classWeights[data.Classes[bag]] * MeanLoss([[bag]], step.Measure, ValidationLoss))];

    /// <summary>How it went.</summary>
    public PoolingTrainingReport CreateReport() => new()
    {
        TrainingLosses = _trainingLosses.AsReadOnly(),
        ValidationLosses = _validationLosses.AsReadOnly(),
        BestEpoch = _bestEpoch,
        BagsPerSecond = GetRate((double)split.Training.Count * _trainingLosses.Count, _watch.Elapsed),
        TrainingBags = split.Training.Count,
        ValidationBags = split.Validation.Count,
        TrainingPatients = split.TrainingPatients,
        ValidationPatients = split.ValidationPatients,
        StopReason = HasStalled ? PoolingStopReason.NoImprovement : PoolingStopReason.MaxEpochs,
    };

    private static double GetRate(double bags, TimeSpan time) => bags / Math.Max(time.TotalSeconds, 1e-9);

    private double RunEpoch(PoolingStep step)
    {
        _watch.Start();
        double loss = MeanLoss(_batcher.Shuffle(split.Training, _random), (bags, classes) => Run(step, bags, classes), TrainingLoss);
        _watch.Stop();
        return loss;
    }

    private double Run(PoolingStep step, BagBatch bags, torch.Tensor classes)
    {
        double loss = step.Run(bags, classes);
        if (double.IsFinite(loss))
        {
            RequireFinite(step.GradientLength, TrainingGradient);
        }

        return loss;
    }

    private double Measure(PoolingStep step) => MeanLoss(_batcher.InOrder(split.Validation), step.Measure, ValidationLoss);

    private double MeanLoss(IEnumerable<int[]> batches, Func<BagBatch, torch.Tensor, double> run, string which)
    {
        double sum = 0;
        int bags = 0;
        foreach (int[] batch in batches)
        {
            training.CancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            (BagBatch tensors, torch.Tensor classes) = _batcher.Read(batch);
            double loss = run(tensors, classes);
            RequireFinite(loss, which);
            sum += loss * batch.Length;
            bags += batch.Length;
        }

        return sum / bags;
    }

    private void RequireFinite(double value, string which)
    {
        if (!double.IsFinite(value))
        {
            int epoch = which != ValidationLoss ? _trainingLosses.Count + 1 : _trainingLosses.Count;
            throw new InvalidOperationException(
                $"Training pooling '{poolingName}': the {which} is {value} in epoch {epoch}. Lower LearningRate, which is {PoolingArguments.Text(training.LearningRate)}, or make the embeddings smaller, for instance of unit length.");
        }
    }
}
