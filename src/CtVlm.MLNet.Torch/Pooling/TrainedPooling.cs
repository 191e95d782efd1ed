namespace CtVlm.MLNet.Torch;

/// <summary>A pooling that learns from labelled bags.</summary>
/// <remarks>What tells it from others, its <see cref="SlicePooling.Specification"/>, is its architecture; how it is trained is not saved with a model.</remarks>
public abstract class TrainedPooling : SlicePooling
{
    private protected TrainedPooling(PoolingTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        training.Validate();
        Training = training;
    }

    /// <summary>How it is trained.</summary>
    public PoolingTraining Training { get; }

    /// <inheritdoc/>
    public sealed override bool IsTrained => true;

    /// <summary>What was learnt, changed so that it pools to the mean; null where no parameters do.</summary>
    /// <param name="parameters">What was learnt.</param>
    internal virtual IReadOnlyList<PoolingParameter>? ToMean(IReadOnlyList<PoolingParameter> parameters) => null;
}
