namespace CtVlm.MLNet;

/// <summary>How a folder cache stores embedding values.</summary>
public enum EmbeddingStorage
{
    /// <summary>Single precision: a hit gives exactly what was put. The default.</summary>
    Float32 = 0,

    /// <summary>Half precision: half the space, values rounded to 11 significant bits. See <see cref="EmbeddingCache.AsStored"/>.</summary>
    Float16 = 1,
}
