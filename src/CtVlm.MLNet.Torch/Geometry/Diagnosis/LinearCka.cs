using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace CtVlm.MLNet.Torch;

/// <summary>Linear centred kernel alignment, from the columns: no (N, N) matrix is made.</summary>
/// <remarks><b>Source:</b> Kornblith et al. 2019 (arXiv 1905.00414), equation 4; Song et al. 2012, JMLR 13, equation 5, for the unbiased HSIC.</remarks>
internal static class LinearCka
{
    /// <summary>abs2(Y'X)/(abs(X'X) abs(Y'Y)) of the centred rows, Frobenius norms.</summary>
    /// <param name="x">Centred rows (N, D).</param>
    /// <param name="y">Centred rows (N, E).</param>
    public static GeometryFigure Biased(DiagnosisRows x, DiagnosisRows y)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        Tensor a = x.ToTensor(), b = y.ToTensor();
        return GeometryFigure.Of(CrossSquares(a, b) / Math.Sqrt(CrossSquares(a, a) * CrossSquares(b, b)));
    }

    /// <summary>HSIC1(K, L)/sqrt(HSIC1(K, K) HSIC1(L, L)), Gram matrices without their diagonals.</summary>
    /// <param name="x">Centred rows (N, D).</param>
    /// <param name="y">Centred rows (N, E).</param>
    public static GeometryFigure Debiased(DiagnosisRows x, DiagnosisRows y)
    {
        if (x.Count < 4)
        {
            return GeometryFigure.None("four rows are needed");
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        Side a = new(x.ToTensor()), b = new(y.ToTensor());
        double own = Unbiased(a, a) * Unbiased(b, b);
        return own > 0
            ? GeometryFigure.Of(Unbiased(a, b) / Math.Sqrt(own))
            : GeometryFigure.None("the unbiased HSIC of a side with itself is not above 0");
    }

    private static double CrossSquares(Tensor a, Tensor b) => SingleValue.Read(a.t().mm(b).Squared().sum());

    // tr(K L) + 1'K 1 1'L 1/((n-1)(n-2)) - 2/(n-2) 1'K L 1; the factor 1/(n(n-3)) cancels in the quotient.
    private static double Unbiased(Side a, Side b)
    {
        double n = a.Diagonal.shape[0];
        double trace = CrossSquares(a.Rows, b.Rows) - SingleValue.Read(a.Diagonal.dot(b.Diagonal));
        double sums = SingleValue.Read(a.RowSums.sum()) * SingleValue.Read(b.RowSums.sum()) / ((n - 1) * (n - 2));
        return trace + sums - (2 / (n - 2) * SingleValue.Read(a.RowSums.dot(b.RowSums)));
    }

    /// <summary>One side's Gram matrix without its diagonal, by its row sums and the diagonal left out.</summary>
    private sealed class Side
    {
        public Side(Tensor rows)
        {
            Rows = rows;
            Diagonal = rows.Squared().sum([1]); // (N)
            RowSums = rows.mv(rows.sum([0])) - Diagonal; // (N)
        }

        public Tensor Rows { get; }

        public Tensor Diagonal { get; }

        public Tensor RowSums { get; }
    }
}
