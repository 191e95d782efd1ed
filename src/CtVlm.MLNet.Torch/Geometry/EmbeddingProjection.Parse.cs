namespace CtVlm.MLNet.Torch;

/// <content>From text.</content>
public abstract partial class EmbeddingProjection
{
    /// <summary>Reads a specification: the name, then, after a colon, arguments separated by commas.</summary>
    /// <param name="specification">For example <c>centred-l2</c>, <c>pca:components=8</c>, <c>lda</c>. Columns of classes are "Label" and of the other modality "ReportEmbedding" where nothing else is said.</param>
    /// <returns>The projection; its <see cref="Specification"/> holds every argument.</returns>
    /// <exception cref="ArgumentNullException">The specification is null.</exception>
    /// <exception cref="ArgumentException">There is no such projection or argument, one is missing, or a value does not suit; the message lists those known.</exception>
    public static EmbeddingProjection Parse(string specification) => ProjectionParser.Parse(specification);
}
