namespace CtVlm.MLNet.Torch;

/// <summary>The numbers of one step for one parameter, rounded as torch rounds them.</summary>
/// <param name="Gradient">What gradients are multiplied by: clipping and loss scale; 1 leaves them.</param>
/// <param name="MeanShare">1 - beta 1.</param>
/// <param name="SquareShare">1 - beta 2.</param>
/// <param name="SquareDecay">beta 2.</param>
/// <param name="RootCorrection">sqrt(1 - beta 2 ^ t).</param>
/// <param name="Epsilon">epsilon.</param>
/// <param name="Move">-eta / (1 - beta 1 ^ t).</param>
/// <param name="Keep">1 - eta lambda.</param>
internal readonly record struct AdamWFactors(
    float Gradient, float MeanShare, float SquareShare, float SquareDecay, float RootCorrection, float Epsilon, float Move, float Keep)
{
    /// <summary>The numbers of a step.</summary>
    /// <param name="settings">The constants.</param>
    /// <param name="step">t, 1 or more.</param>
    /// <param name="learningRate">eta.</param>
    /// <param name="gradientFactor">What gradients are multiplied by.</param>
    /// <param name="weightDecay">lambda of this parameter.</param>
    public static AdamWFactors Of(AdamWSettings settings, long step, double learningRate, double gradientFactor, double weightDecay) => new(
        (float)gradientFactor,
        (float)(1 - settings.Beta1),
        (float)(1 - settings.Beta2),
        (float)settings.Beta2,
        (float)Math.Sqrt(1 - Math.Pow(settings.Beta2, step)),
        (float)settings.Epsilon,
        (float)(-learningRate / (1 - Math.Pow(settings.Beta1, step))),
        (float)(1 - (learningRate * weightDecay)));
}
