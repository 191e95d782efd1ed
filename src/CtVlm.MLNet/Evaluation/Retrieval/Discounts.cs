namespace CtVlm.MLNet;

/// <summary>1 / log2(rank + 1) of the ranks from 1, and their sums.</summary>
/// <remarks><b>Source:</b> Järvelin and Kekäläinen, ACM TOIS 20 (2002), 422-446; base 2, as scikit-learn's <c>ndcg_score</c>.</remarks>
internal sealed class Discounts
{
    private readonly double[] _sums;

    /// <summary>Computes the discounts of ranks 1 to a largest one.</summary>
    public Discounts(int largest)
    {
        _sums = new double[largest + 1];
        for (int rank = 1; rank <= largest; rank++)
        {
            _sums[rank] = _sums[rank - 1] + Of(rank);
        }
    }

    /// <summary>The discount of a rank, from 1.</summary>
    public static double Of(int rank) => 1 / Math.Log2(rank + 1.0);

    /// <summary>Sum over ranks 1 to a rank within the largest.</summary>
    public double SumTo(int rank) => _sums[rank];
}
