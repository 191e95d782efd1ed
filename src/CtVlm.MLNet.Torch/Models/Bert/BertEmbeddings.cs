using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The tokens of a text, each with its type and position, normalised.</summary>
internal sealed class BertEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly EmbeddingTable word_embeddings;
    private readonly EmbeddingTable position_embeddings;
    private readonly EmbeddingTable token_type_embeddings;
    private readonly LayerNormLayer LayerNorm;

    /// <summary>The embeddings of a model.</summary>
    public BertEmbeddings(BertConfig config)
        : base(nameof(BertEmbeddings))
    {
        word_embeddings = new EmbeddingTable(config.VocabularySize, config.Width);
        position_embeddings = new EmbeddingTable(config.MaximumPositions, config.Width);
        token_type_embeddings = new EmbeddingTable(config.TypeVocabularySize, config.Width);
        LayerNorm = new LayerNormLayer(config.Width, config.Epsilon);
        RegisterComponents();
    }

    /// <summary>Int64 ids (N, T) -> (N, T, D); every token has type 0.</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor typed = word_embeddings.forward(input).Plus(token_type_embeddings.First(1)); // (N, T) -> (N, T, D)
        return LayerNorm.forward(typed.Plus(position_embeddings.First(input.shape[1]))).MoveToOuterDisposeScope();
    }
}
