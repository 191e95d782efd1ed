using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The text tower before its projection.</summary>
internal sealed class ClipTextTransformer : nn.Module
{
    private readonly ClipTextEmbeddings embeddings;
    private readonly ClipEncoder encoder;
    private readonly LayerNormLayer final_layer_norm;
    private readonly int _endOfTextId;

    /// <summary>The tower of a configuration.</summary>
    public ClipTextTransformer(ClipTextConfig config)
        : base(nameof(ClipTextTransformer))
    {
        embeddings = new ClipTextEmbeddings(config);
        encoder = new ClipEncoder(config.Tower, isCausal: true);
        final_layer_norm = new LayerNormLayer(config.Tower.Width, config.Tower.Epsilon);
        _endOfTextId = config.EndOfTextId;
        RegisterComponents();
    }

    /// <summary>The blocks in order.</summary>
    public IReadOnlyList<ClipBlock> Blocks => encoder.Blocks;

    /// <summary>What enters the first block: int64 ids (N, T) -> (N, T, D).</summary>
    public Tensor Embed(Tensor ids) => embeddings.forward(ids);

    /// <summary>What leaves the last block: int64 ids (N, T) -> (N, T, D).</summary>
    public Tensor RunBlocks(Tensor ids, StageHandler? stage = null)
    {
        using Tensor embedded = Embed(ids);
        stage?.Invoke("embeddings", embedded);
        return encoder.forward(embedded, stage);
    }

    /// <summary>The final norm: (..., D) -> (..., D).</summary>
    public Tensor Normalize(Tensor hidden) => final_layer_norm.forward(hidden);

    /// <summary>The vector at each text's end: int64 ids (N, T) -> (N, D).</summary>
    /// <remarks>Causal attention keeps what follows the end from reaching it, so padding needs no mask.</remarks>
    public Tensor Pool(Tensor ids, StageHandler? stage = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = RunBlocks(ids, stage); // (N, T) -> (N, T, D)
        Tensor ends = FindEnds(ids).view(-1, 1, 1).expand(-1, 1, hidden.shape[2]); // (N) -> (N, 1, D)
        Tensor rows = hidden.gather(1, ends).squeeze(1); // -> (N, D)
        return Normalize(rows).MoveToOuterDisposeScope();
    }

    // argmax gives the first of several equal maxima.
    private Tensor FindEnds(Tensor ids) => _endOfTextId == ClipTextConfig.LegacyEndOfTextId
        ? ids.argmax(-1)
        : ids.IsEqualTo(_endOfTextId).to(ScalarType.Int32).argmax(-1);
}
