namespace CtVlm.MLNet;

/// <summary>How near a candidate is to a query.</summary>
public enum RetrievalSimilarity
{
    /// <summary>Cosine of the angle. A vector of zeros has none and is left out.</summary>
    Cosine,

    /// <summary>Scalar product: norms count.</summary>
    Dot,
}
