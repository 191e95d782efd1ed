using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The directions that separate classes best.</summary>
/// <param name="Rows">(R, D) by falling separation; belongs to the scope it was made in.</param>
/// <param name="Ratio">Share of each in the variance between classes, R values.</param>
/// <param name="Alphas">Shares of the identity in the covariances; empty without shrinkage.</param>
internal sealed record DiscriminantDirections(Tensor Rows, double[] Ratio, double[] Alphas);
