using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>Canonical correlations of the leading singular directions of two embeddings.</summary>
/// <remarks><b>Source:</b> Raghu et al. 2017 (arXiv 1706.05806), SVCCA; Morcos et al. 2018 (arXiv 1806.05759), projection weighting; Bjoerck and Golub 1973.</remarks>
internal sealed class CanonicalCorrelation
{
    private CanonicalCorrelation(double[] correlations, double[] weights, int rankX, int rankY)
    {
        Correlations = correlations;
        RankX = rankX;
        RankY = rankY;
        Svcca = GeometryFigure.Of(correlations.Average());
        MeanSquared = GeometryFigure.Of(correlations.Average(rho => rho * rho));
        Pwcca = GeometryFigure.Quotient(correlations.Zip(weights, (rho, a) => rho * a).Sum(), weights.Sum(), "no canonical variate accounts for any of the embedding");
    }

    /// <summary>rho, falling, in [0, 1].</summary>
    public double[] Correlations { get; }

    /// <summary>Directions kept of the first side.</summary>
    public int RankX { get; }

    /// <summary>Directions kept of the second side.</summary>
    public int RankY { get; }

    /// <summary>Mean rho.</summary>
    public GeometryFigure Svcca { get; }

    /// <summary>Mean rho^2.</summary>
    public GeometryFigure MeanSquared { get; }

    /// <summary>sum a_i rho_i/sum a_i, a_i = sum_j abs(h_i.p_j): h_i the canonical variates of X, p_j its columns in its principal axes.</summary>
    public GeometryFigure Pwcca { get; }

    /// <summary>Computes them for centred rows that vary.</summary>
    /// <param name="x">Centred rows (N, D).</param>
    /// <param name="y">Centred rows (N, E).</param>
    /// <param name="keep">Least share of the squared singular values that the kept directions hold, in (0, 1]; 1 keeps all.</param>
    public static CanonicalCorrelation Of(DiagnosisRows x, DiagnosisRows y, double keep)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        (Tensor ux, Tensor sx) = Cut(x, keep); // (N, P), (P)
        (Tensor uy, _) = Cut(y, keep); // (N, Q)
        (Tensor left, Tensor rho, _) = linalg.svd(ux.t().mm(uy), fullMatrices: false); // (P, K), (K)
        // h_i = Ux left_i and p_j = Ux_j s_j, so h_i.p_j = left_ji s_j.
        Tensor weights = (left * sx.unsqueeze(1)).abs().sum([0]); // (K)
        double[] correlations = [.. rho.data<double>().ToArray().Select(r => Math.Min(1, r))];
        return new CanonicalCorrelation(correlations, weights.data<double>().ToArray(), (int)ux.shape[1], (int)uy.shape[1]);
    }

    private static (Tensor Left, Tensor Singular) Cut(DiagnosisRows rows, double keep)
    {
        (Tensor left, Tensor singular, _) = linalg.svd(rows.ToTensor(), fullMatrices: false);
        double[] values = singular.data<double>().ToArray();
        double total = values.Sum(s => s * s), held = 0;
        int kept = 0;
        double floor = values[0] * Math.Max(rows.Count, rows.Width) * 2.2e-16;
        while (kept < values.Length && values[kept] > floor && (keep >= 1 || held < keep * total))
        {
            held += values[kept] * values[kept];
            kept++;
        }

        return (left.narrow(1, 0, kept), singular.narrow(0, 0, kept));
    }
}
