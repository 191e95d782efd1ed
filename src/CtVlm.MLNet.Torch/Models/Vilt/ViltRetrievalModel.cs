using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A ViLT that says how well a text fits a picture; field names are those of the checkpoint.</summary>
/// <remarks><b>Source:</b> Kim, Son and Kim, arXiv 2102.03334; transformers' ViltForImageAndTextRetrieval (Apache-2.0).</remarks>
internal sealed class ViltRetrievalModel : nn.Module
{
    private readonly ViltModel vilt;
    private readonly LinearLayer? rank_output;

    /// <summary>The model of a configuration, weights unset.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="hasHead">Whether there is the head of retrieval, for <see cref="Score"/>.</param>
    public ViltRetrievalModel(ViltConfig config, bool hasHead)
        : base(nameof(ViltRetrievalModel))
    {
        vilt = new ViltModel(config);
        rank_output = hasHead ? new LinearLayer(config.Body.Width, 1) : null;
        RegisterComponents();
    }

    /// <summary>Whether there is the head of retrieval.</summary>
    public bool HasHead => rank_output is not null;

    /// <summary>The model without its head.</summary>
    public ViltModel Body => vilt;

    /// <summary>The pooled output of pairs: ids (N, T), mask (N, T), pixels (N, 3, H, W) -> (N, D).</summary>
    public Tensor Encode(Tensor ids, Tensor mask, Tensor pixels)
    {
        using Tensor hidden = vilt.Run(ids, mask, pixels, null, null); // -> (N, T + 1 + L, D)
        return vilt.Pool(hidden); // -> (N, D)
    }

    /// <summary>The pooled output of pairs whose pictures have several sizes: ids (N, T), mask (N, T), N pictures -> (N, D).</summary>
    public Tensor Encode(Tensor ids, Tensor mask, ViltPictures pictures)
    {
        using Tensor hidden = vilt.Run(ids, mask, pictures.Pixels, pictures.Mask, null); // -> (N, T + 1 + L, D)
        return vilt.Pool(hidden); // -> (N, D)
    }

    /// <summary>The retrieval scores of pooled outputs: (N, D) -> (N).</summary>
    /// <exception cref="InvalidOperationException">The model was made without the head.</exception>
    public Tensor Score(Tensor pooled)
    {
        using Tensor score = rank_output?.forward(pooled) ?? throw new InvalidOperationException("The ViLT was made without the head of retrieval.");
        return score.squeeze(-1); // (N, 1) -> (N)
    }
}
