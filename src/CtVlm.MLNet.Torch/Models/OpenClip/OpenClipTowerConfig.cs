namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of the blocks of one tower.</summary>
/// <param name="Width">Width D of a token.</param>
/// <param name="InnerWidth">Width of the perceptron's inner layer.</param>
/// <param name="Layers">Number of blocks.</param>
/// <param name="Heads">Number of attention heads; divides the width.</param>
/// <param name="Activation">The perceptron's activation.</param>
/// <param name="HasLayerScale">Whether a block scales what attention and perceptron add.</param>
internal sealed record OpenClipTowerConfig(int Width, int InnerWidth, int Layers, int Heads, Activation Activation, bool HasLayerScale)
{
    /// <summary>Added to the variance in every norm.</summary>
    public const double Epsilon = 1e-5;
}
