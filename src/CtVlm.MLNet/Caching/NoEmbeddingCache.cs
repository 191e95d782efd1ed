namespace CtVlm.MLNet;

/// <summary>Keeps nothing.</summary>
internal sealed class NoEmbeddingCache : EmbeddingCache
{
    public override bool IsEnabled => false;

    private protected override EmbeddingBag? Read(EmbeddingCacheKey key) => null;

    private protected override bool Write(EmbeddingCacheKey key, EmbeddingBag bag) => false;
}
