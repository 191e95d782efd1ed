using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The tokens of a text, each with its position.</summary>
internal sealed class ClipTextEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly EmbeddingTable token_embedding;
    private readonly EmbeddingTable position_embedding;

    /// <summary>The embeddings of a tower.</summary>
    public ClipTextEmbeddings(ClipTextConfig config)
        : base(nameof(ClipTextEmbeddings))
    {
        token_embedding = new EmbeddingTable(config.VocabularySize, config.Tower.Width);
        position_embedding = new EmbeddingTable(config.ContextLength, config.Tower.Width);
        RegisterComponents();
    }

    /// <summary>Int64 ids (N, T) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor tokens = token_embedding.forward(input);
        using Tensor positions = position_embedding.First(input.shape[1]); // (T, D)
        return tokens.Plus(positions);
    }
}
