using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A tower whose tensors have a common prefix in the checkpoint, as within a model that has a classifier.</summary>
internal sealed class PrefixedVisionModel : VisionModel
{
    private readonly VisionModel _inner;

    /// <summary>Puts a tower below a prefix; owns it.</summary>
    public PrefixedVisionModel(string prefix, VisionModel inner)
        : base(nameof(PrefixedVisionModel))
    {
        _inner = inner;
        register_module(prefix, inner);
    }

    /// <summary>The tower as a checkpoint has it: below the prefix where the checkpoint's names have it, else itself.</summary>
    public static VisionModel WrapIf(string prefix, Checkpoint weights, VisionModel tower) =>
        weights.Names.Any(name => name.StartsWith($"{prefix}.", StringComparison.Ordinal)) ? new PrefixedVisionModel(prefix, tower) : tower;

    /// <summary>What the tower gives.</summary>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage) => _inner.forward(pixels, point, stage);

    /// <inheritdoc/>
    public override Tensor Project(Tensor pooled) => _inner.Project(pooled);
}
