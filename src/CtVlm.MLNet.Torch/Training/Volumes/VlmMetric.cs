namespace CtVlm.MLNet.Torch;

/// <summary>What decides, on patients held back, which step's parameters are kept.</summary>
public enum VlmMetric
{
    /// <summary>The loss itself, over all series held back as one batch; lower is better.</summary>
    Loss = 0,

    /// <summary>Mean reciprocal rank of the best series of a text's positive key among the series held back; higher is better.</summary>
    TextToImageMrr = 1,

    /// <summary>Share of series whose class the head names; higher is better.</summary>
    HeadAccuracy = 2,
}
