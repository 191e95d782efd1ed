namespace CtVlm.MLNet.Torch;

/// <summary>The constants of AdamW; the learning rate comes with each step.</summary>
/// <remarks><b>Source:</b> Loshchilov and Hutter, arXiv 1711.05101, algorithm 2; defaults as torch has them.</remarks>
internal sealed record AdamWSettings
{
    /// <summary>Decay of the running mean of gradients, 0 to below 1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the running mean of squared gradients, 0 to below 1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root of the squares, above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay, 0 or more: each step takes the learning rate times it off a parameter.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>Whether parameters of fewer than two axes (biases, norms, scales) decay too.</summary>
    /// <value>True, as torch's optimizer does when it is given one group.</value>
    public bool DecaysVectors { get; init; } = true;
}
