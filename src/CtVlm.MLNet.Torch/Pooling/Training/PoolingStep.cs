using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>One step of training: the loss of a batch, its gradient, and AdamW.</summary>
internal sealed class PoolingStep : IDisposable
{
    private readonly PoolingModule _pooling;
    private readonly PoolingHead _head;
    private readonly PoolingTarget _target;
    private readonly Tensor _classWeights;
    private readonly AdamW _optimizer;
    private readonly double _learningRate;

    /// <summary>Trains a pooling and a head whose parameters are filled. They stay the caller's.</summary>
    /// <param name="pooling">The pooling.</param>
    /// <param name="head">The head.</param>
    /// <param name="training">Target, step size and weight decay.</param>
    /// <param name="classWeights">Weight of each class, (C).</param>
    public PoolingStep(PoolingModule pooling, PoolingHead head, PoolingTraining training, float[] classWeights)
    {
        _pooling = pooling;
        _head = head;
        _target = training.Target;
        _classWeights = tensor(classWeights);
        Parameter[] parameters = [.. pooling.parameters(), .. head.parameters()];
        foreach (Parameter parameter in parameters)
        {
            parameter.requires_grad = true;
        }

        pooling.train();
        _optimizer = AdamW.Create(parameters, new AdamWSettings { WeightDecay = training.WeightDecay });
        _learningRate = training.LearningRate;
    }

    /// <summary>Length of the gradient of the last step; where it is not finite the step was not made.</summary>
    public double GradientLength { get; private set; }

    /// <summary>Moves the parameters one step against the gradient.</summary>
    /// <param name="bags">The bags.</param>
    /// <param name="classes">Class of each bag, (B) int64, from 0.</param>
    /// <returns>The loss before the step, auxiliary loss included. Where it or the gradient is not finite the parameters are left as they were.</returns>
    public double Run(BagBatch bags, Tensor classes)
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.ClearGradients();
        Tensor loss = GetLoss(bags, classes);
        double value = loss.ToNumber();
        if (double.IsFinite(value))
        {
            loss.backward();
            GradientLength = _optimizer.MeasureGradient();
            if (double.IsFinite(GradientLength))
            {
                _optimizer.Step(_learningRate);
            }
        }

        return value;
    }

    /// <summary>The loss of the bags' labels, without a step and without the auxiliary loss.</summary>
    /// <param name="bags">The bags.</param>
    /// <param name="classes">Class of each bag, (B) int64, from 0.</param>
    public double Measure(BagBatch bags, Tensor classes)
    {
        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _pooling.eval();
        double loss = GetBagLoss(_pooling.forward(bags), classes).ToNumber();
        _pooling.train();
        return loss;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _classWeights.Dispose();
        _optimizer.Dispose();
    }

    private Tensor GetLoss(BagBatch bags, Tensor classes)
    {
        PooledBags pooled = _pooling.forward(bags);
        Tensor loss = GetBagLoss(pooled, classes);
        return _pooling.AuxiliaryLoss(bags, pooled, classes) is { } auxiliary
            ? loss.Times(_pooling.BagShare).Plus(auxiliary.Times(1 - _pooling.BagShare))
            : loss;
    }

    private Tensor GetBagLoss(PooledBags pooled, Tensor classes) => ClassLoss.Compute(_target, _head.forward(pooled.Vectors), classes, _classWeights);
}
