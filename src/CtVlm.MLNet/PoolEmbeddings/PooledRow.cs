namespace CtVlm.MLNet;

/// <summary>What pooling makes of one row.</summary>
/// <param name="Vector">The pooled vector, K values; NaN where the bag is missing.</param>
/// <param name="Weights">One weight a slice; empty where the bag is missing or nobody asked.</param>
internal sealed record PooledRow(float[] Vector, float[] Weights)
{
    /// <summary>-sum a ln a of the weights, in nats; NaN where there are none.</summary>
    public float Entropy => (float)ComputeEntropy();

    /// <summary>exp of the entropy: as many slices of equal weight have it. NaN where there are none.</summary>
    public float EffectiveSliceCount => (float)Math.Exp(ComputeEntropy());

    /// <summary>There is one position a slice.</summary>
    /// <exception cref="InvalidOperationException">There is another number of them.</exception>
    public static void CheckPositions(int positions, int slices, string column)
    {
        if (positions != slices)
        {
            throw new InvalidOperationException($"PoolEmbeddings: a row of column '{column}' has {positions} positions in mm for a bag of {slices} slices; one a slice expected.");
        }
    }

    private double ComputeEntropy()
    {
        double sum = 0;
        foreach (float weight in Weights)
        {
            sum -= weight > 0 ? weight * Math.Log(weight) : 0;
        }

        return Weights.Length == 0 ? double.NaN : sum;
    }
}
