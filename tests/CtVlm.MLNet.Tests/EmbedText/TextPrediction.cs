namespace CtVlm.MLNet.Tests;

/// <summary>What a prediction engine gives of a text.</summary>
internal sealed class TextPrediction
{
    public float[] Vector { get; set; } = [];

    public int Tokens { get; set; }

    public bool IsCut { get; set; }
}
