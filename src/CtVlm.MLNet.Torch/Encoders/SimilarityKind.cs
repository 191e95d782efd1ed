namespace CtVlm.MLNet.Torch;

/// <summary>How a model turns the logits of an image's texts into probabilities.</summary>
public enum SimilarityKind
{
    /// <summary>Softmax over the texts: they sum to 1 (CLIP).</summary>
    Softmax = 0,

    /// <summary>The logistic function of each logit: each text for itself (SigLIP).</summary>
    Sigmoid = 1,
}
