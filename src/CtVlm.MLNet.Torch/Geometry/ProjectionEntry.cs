namespace CtVlm.MLNet.Torch;

/// <summary>One projection of the registry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CreateExample">Makes one with settings that suit small data: some 40 rows of 6 values, three classes.</param>
/// <param name="NeedsLabel">Whether fitting needs the rows' classes.</param>
/// <param name="NeedsCounterpart">Whether fitting needs the other modality's embeddings.</param>
internal sealed record ProjectionEntry(string Name, Func<EmbeddingProjection> CreateExample, bool NeedsLabel = false, bool NeedsCounterpart = false);
