using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Fits a line through noisy points that each step draws anew.</summary>
internal sealed class LineTask : TrainingTask, IDisposable
{
    private const int Width = 5, Points = 8;

    private readonly Parameter _weight;
    private readonly Parameter _bias;

    public LineTask()
    {
        TorchRuntime.EnsureLoaded();
        _weight = new Parameter(torch.zeros(Width, 1));
        _bias = new Parameter(torch.zeros(1));
    }

    public override IReadOnlyList<NamedParameter> Parameters => [new("weight", _weight), new("bias", _bias)];

    public override string Description => "line";

    public override double ItemsPerStep => Points;

    /// <summary>The step from which losses are not numbers.</summary>
    public int? BreaksAt { get; init; }

    /// <summary>Steps whose gradient is infinite, whatever the loss is.</summary>
    public HashSet<int> OverflowsAt { get; init; } = [];

    /// <summary>Metrics that validations give, one after the other.</summary>
    public Queue<double>? Metrics { get; init; }

    /// <summary>Is called before each step.</summary>
    public Action<int>? Before { get; init; }

    /// <summary>Values of both parameters.</summary>
    public float[] Values => [.. TensorMemory.Of(_weight), .. TensorMemory.Of(_bias)];

    public override double Backward(TrainingStep step)
    {
        Before?.Invoke(step.Index);
        float[] points = [.. Enumerable.Range(0, Points * Width).Select(_ => step.Random.NextSingle() - 0.5f)];
        using torch.Generator generator = new((ulong)step.Random.Next(), torch.CPU);
        torch.Tensor x = TensorMemory.Create(points, Points, Width);
        torch.Tensor y = x.sum([1L], true).Plus(1).Plus(torch.randn([Points, 1], generator: generator).Times(0.01));
        torch.Tensor loss = x.matmul(_weight).Plus(_bias).sub(y).Squared().mean();
        double value = step.Backward(step.Index == BreaksAt ? loss.Times(double.NaN) : loss);
        if (OverflowsAt.Contains(step.Index))
        {
            using torch.Tensor gradient = _weight.grad!;
            gradient.FillInPlace(double.PositiveInfinity);
        }

        return value;
    }

    public override TrainingMetric? Validate() => Metrics is null ? null : new TrainingMetric("accuracy", Metrics.Dequeue(), IsHigherBetter: true);

    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }
}
