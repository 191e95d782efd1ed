using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The share of the identity in the covariance that Ledoit and Wolf find optimal.</summary>
/// <remarks>
/// alpha = min(beta, delta)/delta, delta = |S - mu I|^2/D, beta = (1/N^2) sum |x x' - S|^2/D, mu = tr(S)/D. The sum is sum |x|^4 - N |S|^2, so that no row's matrix is formed.
/// <b>Source:</b> Ledoit and Wolf 2004; sum |x x' - S|^2 expanded.
/// </remarks>
internal static class LedoitWolf
{
    /// <summary>Alpha in 0 to 1; 0 where the covariance is already a multiple of the identity.</summary>
    /// <param name="centred">Rows (N, D) of mean 0, in double.</param>
    /// <param name="covariance">Their covariance (D, D), divisor N.</param>
    public static double Alpha(Tensor centred, Tensor covariance)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        double count = centred.shape[0], width = centred.shape[1];
        double squared = covariance.Squared().sum().item<double>();
        double mu = covariance.trace().item<double>() / width;
        double delta = (squared / width) - (mu * mu);
        double fourth = centred.Squared().sum(1).Squared().sum().item<double>();
        double beta = ((fourth / count) - squared) / (count * width);

        // A difference of equal numbers leaves rounding: a delta below it is zero.
        return delta <= squared / width * 1e-14 ? 0 : Math.Clamp(beta / delta, 0, 1);
    }
}
