namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of one CLIP tower.</summary>
/// <param name="Width">Width D of a token.</param>
/// <param name="InnerWidth">Width of the perceptron's inner layer.</param>
/// <param name="Layers">Number of blocks.</param>
/// <param name="Heads">Number of attention heads; divides the width.</param>
/// <param name="Activation">The perceptron's activation.</param>
/// <param name="Epsilon">Added to the variance in every norm.</param>
internal sealed record ClipTowerConfig(int Width, int InnerWidth, int Layers, int Heads, Activation Activation, double Epsilon);
