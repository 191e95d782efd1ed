namespace CtVlm.MLNet.Torch;

/// <summary>The weights of a resize along one side: output i = sum over k of Weights[i][k] * input[Starts[i] + k].</summary>
/// <remarks>
/// <para>
/// Output i of the resized side is centred on (i + 0.5) * scale of the input, scale = input / resized. The kernel reaches its support (2 for
/// bicubic, 1 for bilinear) times max(scale, 1) to each side; taps run from int(centre - reach + 0.5) to int(centre + reach + 0.5), within
/// the picture, and their weights f((j - centre + 0.5) / max(scale, 1)) are divided by their sum. Without antialias the kernel keeps its
/// support when the side shrinks, as if max(scale, 1) were 1: the two nearest inputs, or the one at an edge.
/// </para>
/// <para><b>Source:</b> Pillow's and torch's resize; R. Keys, Cubic convolution interpolation, 1981, with a = -0.5.</para>
/// </remarks>
internal sealed class ResizeTaps
{
    private const double CubicA = -0.5;

    private ResizeTaps(int[] starts, double[][] weights)
    {
        Starts = starts;
        Weights = weights;
    }

    /// <summary>The first input of each output; never decreasing.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>The weights of each output; each sums to 1.</summary>
    public IReadOnlyList<double[]> Weights { get; }

    /// <summary>The weights of the outputs that the cut keeps.</summary>
    /// <param name="axis">What happens to the side.</param>
    /// <param name="filter">The kernel.</param>
    /// <returns>As many outputs as the axis keeps.</returns>
    public static ResizeTaps For(ResizeAxis axis, ResizeFilter filter)
    {
        double scale = (double)axis.Input / axis.Resized;
        double stretch = filter == ResizeFilter.BilinearWithoutAntialias ? 1 : Math.Max(scale, 1);
        double reach = (filter == ResizeFilter.Bicubic ? 2 : 1) * stretch;
        int[] starts = new int[axis.Count];
        double[][] weights = new double[axis.Count][];
        for (int i = 0; i < axis.Count; i++)
        {
            double centre = (axis.Offset + i + 0.5) * scale;
            int first = Math.Max((int)(centre - reach + 0.5), 0);
            int last = Math.Min((int)(centre + reach + 0.5), axis.Input);
            starts[i] = first;
            weights[i] = Normalised(first, last - first, centre, 1 / stretch, filter);
        }

        return new ResizeTaps(starts, weights);
    }

    private static double[] Normalised(int first, int count, double centre, double shrink, ResizeFilter filter)
    {
        double[] weights = new double[count];
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            double x = Math.Abs((k + first - centre + 0.5) * shrink);
            weights[k] = filter == ResizeFilter.Bicubic ? Bicubic(x) : Bilinear(x);
            sum += weights[k];
        }

        for (int k = 0; k < count; k++)
        {
            weights[k] /= sum;
        }

        return weights;
    }

    private static double Bilinear(double x) => x < 1 ? 1 - x : 0;

    private static double Bicubic(double x) => x switch
    {
        < 1 => ((((CubicA + 2) * x) - (CubicA + 3)) * x * x) + 1,
        < 2 => ((((((x - 5) * x) + 8) * x) - 4) * CubicA),
        _ => 0,
    };
}
