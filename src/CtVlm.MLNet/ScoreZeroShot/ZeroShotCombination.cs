namespace CtVlm.MLNet;

/// <summary>How the slices of a bag give the scores of their volume.</summary>
public enum ZeroShotCombination
{
    /// <summary>The mean of the slices' probabilities: every slice has a vote of the same weight, and one slice cannot decide.</summary>
    MeanProbability = 0,

    /// <summary>The largest probability that any slice gives a class, for findings that few slices show. Where the model's scores sum to 1 they are divided by their sum, so that they do so again.</summary>
    MaxProbability = 1,

    /// <summary>The probabilities of one vector, the mean of the slices' unit vectors. The mean of the vectors as they are is PoolEmbeddings with a pooled input.</summary>
    MeanEmbedding = 2,
}
