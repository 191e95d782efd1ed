using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>How a bag of slice embeddings becomes one vector.</summary>
/// <remarks>A pooling is a choice, without state; what it may have to learn is a <see cref="FittedPooling"/>, learnt when a pipeline is fitted and saved with the model.</remarks>
public abstract partial class SlicePooling
{
    private protected SlicePooling()
    {
    }

    /// <summary>Short name, used in slot names.</summary>
    public abstract string Name { get; }

    /// <summary>The name with every argument, as <see cref="Parse"/> reads it: <c>gem:p=3</c>. Used in saved models, provenance and the tool.</summary>
    public string Specification => Arguments.Format(Name);

    /// <summary>Whether it learns from labelled bags before it can pool.</summary>
    public virtual bool IsTrained => false;

    /// <summary>Whether the places of the slices, in mm, enter.</summary>
    public virtual bool UsesPositions => false;

    /// <summary>Whether each slice has a weight that can be shown; the weights of a bag are at least 0 and sum to 1.</summary>
    public virtual bool HasSliceWeights => false;

    /// <summary>Whether the order of the rows, with their positions, does not matter.</summary>
    public virtual bool IsPermutationInvariant => true;

    /// <summary>Whether positions in mm, where they are known, enter; they may be unknown unless <see cref="UsesPositions"/> is true.</summary>
    internal virtual bool TakesPositions => UsesPositions;

    /// <summary>Arguments that tell this pooling from others of its name.</summary>
    private protected virtual PoolingArguments Arguments => PoolingArguments.None;

    /// <summary>The pooling of that specification.</summary>
    /// <param name="specification">A name, and arguments after a colon where there are any: <c>mean</c>, <c>gem:p=3</c>, <c>topk:k=4,by=norm</c>.</param>
    /// <param name="training">How it is trained, where it is; the defaults when null.</param>
    /// <returns>The pooling.</returns>
    /// <exception cref="ArgumentException">There is no such pooling, or no such argument; the message lists those known.</exception>
    public static SlicePooling Parse(string specification, PoolingTraining? training = null) => PoolingRegistry.Parse(specification, training ?? new PoolingTraining());

    /// <summary>Width K of the pooled vector.</summary>
    /// <param name="width">Width D of the bag's rows.</param>
    /// <returns>Width of the result.</returns>
    public abstract int GetOutputWidth(int width);

    /// <summary>Pools a bag, with a pooling that needs no training.</summary>
    /// <param name="bag">N rows of D values, (N, D), N at least 1.</param>
    /// <param name="width">D, above 0.</param>
    /// <param name="destination">Receives <see cref="GetOutputWidth"/> values.</param>
    /// <exception cref="ArgumentException">The bag is empty or not a whole number of rows, or the destination has another length.</exception>
    /// <exception cref="InvalidOperationException">The pooling must be trained first.</exception>
    public void Pool(ReadOnlySpan<float> bag, int width, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (IsTrained)
        {
            throw new InvalidOperationException($"Pooling '{Name}' learns from labelled bags: fit PoolEmbeddings on training rows first.");
        }

        if (bag.IsEmpty || bag.Length % width != 0)
        {
            throw new ArgumentException($"A bag holds one or more rows of {width} values, got {bag.Length} values.", nameof(bag));
        }

        if (destination.Length != GetOutputWidth(width))
        {
            throw new ArgumentException($"The pooled vector has {GetOutputWidth(width)} values, the destination {destination.Length}.", nameof(destination));
        }

        PoolCore(bag, width, destination);
    }

    /// <inheritdoc/>
    public override string ToString() => Specification;

    /// <summary>The differentiable form, for batches of bags; its parameters, if any, are unset until <see cref="PoolingModule.Initialize"/> or a state fills them.</summary>
    /// <param name="width">D.</param>
    /// <param name="classCount">Number of classes it is trained for, 2 or more; without meaning for one that is not trained.</param>
    internal abstract PoolingModule CreateModule(int width, int classCount);

    /// <summary>Pools a bag of checked shape; by the differentiable form in double unless a pooling knows a shorter way.</summary>
    private protected virtual void PoolCore(ReadOnlySpan<float> bag, int width, Span<float> destination)
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable mode = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        using PoolingModule module = CreateModule(width, classCount: 0);
        torch.Tensor vector = module.forward(BagBatch.Of(bag, width, [], torch.float64)).Vectors; // -> (1, K)
        vector.to(torch.float32).cpu().data<float>().CopyTo(destination);
    }
}
