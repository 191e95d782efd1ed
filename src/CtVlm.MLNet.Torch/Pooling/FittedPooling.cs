using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A pooling for bags of one width, with what it has learnt.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class FittedPooling
{
    private readonly Lazy<PoolingModule> _module;

    internal FittedPooling(SlicePooling pooling, int inputWidth, int classCount = 0, IReadOnlyList<PoolingParameter>? parameters = null)
    {
        Pooling = pooling;
        InputWidth = inputWidth;
        ClassCount = classCount;
        Parameters = parameters ?? [];
        _module = new Lazy<PoolingModule>(CreateModule);
    }

    /// <summary>The choice.</summary>
    public SlicePooling Pooling { get; }

    /// <summary>Width D of the bags' rows.</summary>
    public int InputWidth { get; }

    /// <summary>Width K of the pooled vectors.</summary>
    public int OutputWidth => Pooling.GetOutputWidth(InputWidth);

    /// <summary>Number of classes it was trained for; 0 where it needs no training.</summary>
    public int ClassCount { get; }

    /// <summary>What was learnt.</summary>
    internal IReadOnlyList<PoolingParameter> Parameters { get; }

    /// <summary>Pools a bag.</summary>
    /// <param name="bag">N rows of D values, (N, D), N at least 1.</param>
    /// <param name="positionsMm">Places of the slices along their normal in mm, N values; may be empty where <see cref="SlicePooling.UsesPositions"/> is false.</param>
    /// <param name="destination">Receives K values.</param>
    /// <param name="weights">Receives the N slice weights; empty: not wanted.</param>
    /// <exception cref="ArgumentException">A length is wrong, positions are needed, or weights are asked of a pooling without.</exception>
    public void Pool(ReadOnlySpan<float> bag, ReadOnlySpan<float> positionsMm, Span<float> destination, Span<float> weights)
    {
        Check(bag, positionsMm, destination, weights);
        if (!Pooling.IsTrained && weights.IsEmpty && (positionsMm.IsEmpty || !Pooling.TakesPositions))
        {
            Pooling.Pool(bag, InputWidth, destination);
            return;
        }

        TorchRuntime.EnsureLoaded();
        using IDisposable mode = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = _module.Value;
        PooledBags pooled = module.forward(BagBatch.Of(bag, InputWidth, positionsMm, Pooling.IsTrained ? torch.float32 : torch.float64));
        pooled.Vectors.to(torch.float32).data<float>().CopyTo(destination);
        if (!weights.IsEmpty)
        {
            pooled.Weights!.to(torch.float32).data<float>().CopyTo(weights);
        }
    }

    private void Check(ReadOnlySpan<float> bag, ReadOnlySpan<float> positionsMm, Span<float> destination, Span<float> weights)
    {
        if (bag.IsEmpty || bag.Length % InputWidth != 0)
        {
            throw new ArgumentException($"A bag holds one or more rows of {InputWidth} values, got {bag.Length} values.", nameof(bag));
        }

        int count = bag.Length / InputWidth;
        if (destination.Length != OutputWidth)
        {
            throw new ArgumentException($"The pooled vector has {OutputWidth} values, the destination {destination.Length}.", nameof(destination));
        }

        if (positionsMm.Length != count && (Pooling.UsesPositions || !positionsMm.IsEmpty))
        {
            throw new ArgumentException($"Pooling '{Pooling.Name}': the bag has {count} slices but {positionsMm.Length} positions in mm.", nameof(positionsMm));
        }

        if (!weights.IsEmpty && (weights.Length != count || !Pooling.HasSliceWeights))
        {
            throw new ArgumentException(
                Pooling.HasSliceWeights ? $"The bag has {count} slices, the weights' destination {weights.Length} values." : $"Pooling '{Pooling.Name}' has no slice weights.", nameof(weights));
        }
    }

    private PoolingModule CreateModule()
    {
        PoolingModule module = Pooling.CreateModule(InputWidth, ClassCount);
        module.eval();
        PoolingParameter.Fill(module, Parameters);
        foreach (torch.Tensor tensor in module.parameters().Concat(module.buffers()))
        {
            tensor.DetachFromDisposeScope();
        }

        return module;
    }
}
