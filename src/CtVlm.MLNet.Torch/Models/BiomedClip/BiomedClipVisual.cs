using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A vision transformer of timm and a projection.</summary>
internal sealed class BiomedClipVisual : nn.Module<Tensor, EmbeddingPoint, StageHandler?, Tensor>
{
    private readonly VitModel trunk;
    private readonly BiomedClipHead head;
    private readonly int _prefixTokens;

    /// <summary>The tower of a configuration.</summary>
    public BiomedClipVisual(BiomedClipConfig config)
        : base(nameof(BiomedClipVisual))
    {
        trunk = new VitModel(config.Vision);
        head = new BiomedClipHead(config);
        _prefixTokens = config.Vision.PrefixTokens;
        RegisterComponents();
    }

    /// <summary>(N, 3, H, W) -> (N, P), (N, D), or (N, T, D) for tokens.</summary>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage)
    {
        using Tensor tokens = trunk.Run(pixels, stage); // (N, 3, H, W) -> (N, T, D)
        return VisionPoints.Take(tokens, _prefixTokens, trunk.Pool, head.forward, point, stage);
    }

    /// <summary>The projection: (N, D) -> (N, P).</summary>
    public Tensor Project(Tensor pooled) => head.forward(pooled);
}
