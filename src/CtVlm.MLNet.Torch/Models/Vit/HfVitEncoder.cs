using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The blocks of a transformer under the names of the transformers library.</summary>
/// <typeparam name="TLayer">The block.</typeparam>
internal sealed class HfVitEncoder<TLayer> : nn.Module<Tensor, StageHandler?, Tensor>
    where TLayer : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<TLayer> layer;

    /// <summary>A number of blocks.</summary>
    public HfVitEncoder(int count, Func<TLayer> create)
        : base(nameof(HfVitEncoder<>))
    {
        layer = new ModuleList<TLayer>([.. Enumerable.Range(0, count).Select(_ => create())]);
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input, StageHandler? stage) => BlockSequence.Run(layer, input, stage);
}
