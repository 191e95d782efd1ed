using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A ViLT as an encoder of images: each is read together with the empty text.</summary>
internal sealed class ViltVisionModel : VisionModel
{
    private readonly ViltModel vilt;
    private readonly long[] _emptyText;

    /// <summary>The model of a configuration, weights unset.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="emptyText">The ids that begin and end a text.</param>
    public ViltVisionModel(ViltConfig config, IReadOnlyList<int> emptyText)
        : base(nameof(ViltVisionModel))
    {
        vilt = new ViltModel(config);
        _emptyText = [.. emptyText.Select(id => (long)id)];
        RegisterComponents();
    }

    /// <summary>Embeds images: (N, 3, S, S) -> (N, D), or (N, 1 + L, D) for tokens.</summary>
    public override Tensor forward(Tensor pixels, EmbeddingPoint point, StageHandler? stage)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor ids = tensor(_emptyText, [1, _emptyText.Length], device: pixels.device).expand(pixels.shape[0], -1); // -> (N, 2)
        Tensor hidden = vilt.Run(ids, null, pixels, null, stage); // -> (N, 2 + 1 + L, D)
        Tensor image = hidden.narrow(1, _emptyText.Length, hidden.shape[1] - _emptyText.Length); // -> (N, 1 + L, D)
        Tensor result = point switch
        {
            EmbeddingPoint.Projected or EmbeddingPoint.Pooled => Pool(hidden, stage), // -> (N, D)
            EmbeddingPoint.PatchMean => image.narrow(1, 1, image.shape[1] - 1).mean([1]), // -> (N, D)
            EmbeddingPoint.Tokens => image.contiguous(),
            _ => throw new ArgumentOutOfRangeException(nameof(point), point, "Not an embedding point."),
        };
        return result.MoveToOuterDisposeScope();
    }

    private Tensor Pool(Tensor hidden, StageHandler? stage)
    {
        Tensor pooled = vilt.Pool(hidden);
        stage?.Invoke("pooled", pooled);
        stage?.Invoke("projected", pooled);
        return pooled;
    }
}
