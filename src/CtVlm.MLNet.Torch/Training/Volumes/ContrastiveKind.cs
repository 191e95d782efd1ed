namespace CtVlm.MLNet.Torch;

/// <summary>How images and texts are drawn together.</summary>
public enum ContrastiveKind
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>CLIP's loss: a series belongs to its own text alone.</summary>
    InfoNce = 1,

    /// <summary>A softmax as CLIP's, where a series belongs to every text of its positive key.</summary>
    MultiPositive = 2,

    /// <summary>SigLIP's loss: each pair is a question of its own; positives by key.</summary>
    SigLip = 3,
}
