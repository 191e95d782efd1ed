using System.Numerics.Tensors;

namespace CtVlm.MLNet.Torch;

/// <summary>Centred kernel alignment of Gaussian kernels exp(-d^2/(2 width^2)), biased HSIC.</summary>
/// <remarks><b>Source:</b> Kornblith et al. 2019 (arXiv 1905.00414), section 3; widths as shares of the median distance.</remarks>
internal static class RbfCka
{
    /// <summary>The alignment; squared widths are above 0.</summary>
    /// <param name="x">Distances of one side.</param>
    /// <param name="squaredWidthX">Its squared width.</param>
    /// <param name="y">Distances of the other side.</param>
    /// <param name="squaredWidthY">Its squared width.</param>
    public static GeometryFigure Compute(PairDistances x, double squaredWidthX, PairDistances y, double squaredWidthY)
    {
        if (!(squaredWidthX > 0) || !(squaredWidthY > 0))
        {
            return GeometryFigure.None("the median distance of a side is 0");
        }

        (double[] meansX, double[] meansY) = (RowMeans(x, squaredWidthX), RowMeans(y, squaredWidthY));
        double grandX = meansX.Average(), grandY = meansY.Average(), cross = 0, ownX = 0, ownY = 0;
        double[] kernelX = new double[x.Count], kernelY = new double[x.Count];
        for (int row = 0; row < x.Count; row++)
        {
            FillCentred(x[row], squaredWidthX, meansX, grandX - meansX[row], kernelX);
            FillCentred(y[row], squaredWidthY, meansY, grandY - meansY[row], kernelY);
            cross += TensorPrimitives.Dot<double>(kernelX, kernelY);
            ownX += TensorPrimitives.SumOfSquares<double>(kernelX);
            ownY += TensorPrimitives.SumOfSquares<double>(kernelY);
        }

        return GeometryFigure.Quotient(cross, Math.Sqrt(ownX * ownY), "a kernel does not vary");
    }

    /// <summary>The squared median of the distances i &lt; j.</summary>
    public static double SquaredMedian(PairDistances pairs)
    {
        double[] squares = pairs.UpperTriangle();
        Array.Sort(squares);
        int half = squares.Length / 2;
        double upper = Math.Sqrt(squares[half]);
        return Math.Pow(squares.Length % 2 == 1 ? upper : (upper + Math.Sqrt(squares[half - 1])) / 2, 2);
    }

    /// <summary>The median of all N x N squared distances, zeros included.</summary>
    public static double MedianOfSquares(PairDistances pairs)
    {
        double[] squares = pairs.ToArray();
        Array.Sort(squares);
        int half = squares.Length / 2;
        return squares.Length % 2 == 1 ? squares[half] : (squares[half] + squares[half - 1]) / 2;
    }

    private static double[] RowMeans(PairDistances pairs, double squaredWidth)
    {
        double[] means = new double[pairs.Count], kernel = new double[pairs.Count];
        for (int row = 0; row < means.Length; row++)
        {
            FillKernel(pairs[row], squaredWidth, kernel);
            means[row] = TensorPrimitives.Sum<double>(kernel) / kernel.Length;
        }

        return means;
    }

    private static void FillKernel(ReadOnlySpan<double> squares, double squaredWidth, double[] kernel)
    {
        TensorPrimitives.Multiply(squares, -1 / (2 * squaredWidth), kernel);
        TensorPrimitives.Exp<double>(kernel, kernel);
    }

    private static void FillCentred(ReadOnlySpan<double> squares, double squaredWidth, double[] means, double shift, double[] kernel)
    {
        FillKernel(squares, squaredWidth, kernel);
        TensorPrimitives.Subtract(kernel, means, kernel);
        TensorPrimitives.Add(kernel, shift, kernel);
    }
}
