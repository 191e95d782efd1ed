using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The blocks of a tower, one after the other.</summary>
internal sealed class ClipEncoder : nn.Module<Tensor, StageHandler?, Tensor>
{
    private readonly ModuleList<ClipBlock> layers;

    /// <summary>The blocks of a tower; causal in the text tower.</summary>
    public ClipEncoder(ClipTowerConfig config, bool isCausal)
        : base(nameof(ClipEncoder))
    {
        layers = new ModuleList<ClipBlock>([.. Enumerable.Range(0, config.Layers).Select(_ => new ClipBlock(config, isCausal))]);
        RegisterComponents();
    }

    /// <summary>The blocks in order.</summary>
    public IReadOnlyList<ClipBlock> Blocks => [.. layers];

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input, StageHandler? stage) => BlockSequence.Run(layers, input, stage);
}
