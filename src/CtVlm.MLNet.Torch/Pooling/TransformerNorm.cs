namespace CtVlm.MLNet.Torch;

/// <summary>Where a transformer's layers normalise.</summary>
public enum TransformerNorm
{
    /// <summary>Before attention and perceptron, and once more at the end.</summary>
    Pre = 0,

    /// <summary>After each sum, as in the first transformer.</summary>
    Post = 1,
}
