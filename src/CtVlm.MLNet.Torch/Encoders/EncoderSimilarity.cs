namespace CtVlm.MLNet.Torch;

/// <summary>How a model turns the cosine of an image and a text into a score.</summary>
/// <param name="Kind">How logits become probabilities.</param>
/// <param name="Scale">What the cosine is multiplied by: exp(logit_scale).</param>
/// <param name="Bias">What is added after that; 0 for models without a logit bias.</param>
/// <remarks><b>Source:</b> Radford et al., arXiv 2103.00020, figure 3; Zhai et al., arXiv 2303.15343, section 3.2.</remarks>
public sealed record EncoderSimilarity(SimilarityKind Kind, double Scale, double Bias = 0);
