namespace CtVlm.MLNet.Torch;

/// <summary>What an embedding is of.</summary>
public enum EmbeddingModality
{
    /// <summary>An image or a volume.</summary>
    Image = 0,

    /// <summary>A text.</summary>
    Text = 1,
}
