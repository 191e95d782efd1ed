namespace CtVlm.MLNet.Torch;

/// <summary>Where in an encoder an image's embedding is taken.</summary>
public enum EmbeddingPoint
{
    /// <summary>After the visual projection: the space shared with text. One vector an image.</summary>
    Projected = 0,

    /// <summary>The pooled output before the visual projection. One vector an image.</summary>
    Pooled = 1,

    /// <summary>The mean of the patch tokens of the last hidden state. One vector an image.</summary>
    PatchMean = 2,

    /// <summary>Every token of the last hidden state. T vectors an image.</summary>
    Tokens = 3,
}
