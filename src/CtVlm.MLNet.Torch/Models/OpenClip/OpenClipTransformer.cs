using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The blocks of a tower, one after the other.</summary>
internal sealed class OpenClipTransformer : nn.Module<Tensor, StageHandler?, Tensor>
{
    private readonly ModuleList<OpenClipBlock> resblocks;

    /// <summary>The blocks of a tower; causal in the text tower.</summary>
    public OpenClipTransformer(OpenClipTowerConfig config, bool isCausal)
        : base(nameof(OpenClipTransformer))
    {
        resblocks = new ModuleList<OpenClipBlock>([.. Enumerable.Range(0, config.Layers).Select(_ => new OpenClipBlock(config, isCausal))]);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input, StageHandler? stage) => BlockSequence.Run(resblocks, input, stage);
}
