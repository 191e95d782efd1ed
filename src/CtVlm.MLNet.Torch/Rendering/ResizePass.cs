using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>One direction of a resize as matrix products: a few dense blocks along the band of the weight matrix.</summary>
/// <remarks>
/// An output reads only some ten inputs near it, so that the whole matrix is mostly zeros. Blocks of neighbouring outputs share a short run
/// of inputs: several times fewer multiplications than one dense product, all of them in the fast matrix kernel of the device.
/// </remarks>
internal sealed class ResizePass : IDisposable
{
    /// <summary>Weights of the 8-bit pass are whole multiples of 2^-22.</summary>
    private const int WeightBits = 22;

    private const int BlockOutputs = 32;

    private readonly List<Block> _blocks = [];
    private readonly ResizeAxis _axis;
    private readonly bool _vertical;
    private readonly bool _rounds;

    /// <summary>Initialises the weights.</summary>
    /// <param name="axis">What happens to the side.</param>
    /// <param name="filter">The kernel.</param>
    /// <param name="vertical">Whether the side is the height (true) or the width.</param>
    /// <param name="eightBit">Whether values are 8-bit levels, rounded after the pass if the filter is antialiased.</param>
    /// <param name="type">float32 or float64; float64 for 8-bit levels, whose sums are whole numbers below 2^53.</param>
    /// <param name="device">Where the weights live.</param>
    public ResizePass(ResizeAxis axis, ResizeFilter filter, bool vertical, bool eightBit, torch.ScalarType type, torch.Device device)
    {
        _axis = axis;
        _vertical = vertical;
        bool antialias = filter != ResizeFilter.BilinearWithoutAntialias;
        _rounds = eightBit && antialias;
        if (axis.IsIdentity)
        {
            return;
        }

        ResizeTaps taps = ResizeTaps.For(axis, filter);
        Func<double[], double[]> prepare = !eightBit ? static weights => weights : antialias ? Rounded : RoundedToSumOne;
        for (int first = 0; first < axis.Count; first += BlockOutputs)
        {
            _blocks.Add(CreateBlock(taps, prepare, first, Math.Min(BlockOutputs, axis.Count - first), type, device));
        }
    }

    /// <summary>The first input that any output reads.</summary>
    public long InputStart => _axis.IsIdentity ? _axis.Offset : _blocks[0].Start;

    /// <summary>How many inputs, from the first on, are read.</summary>
    public long InputCount => _axis.IsIdentity ? _axis.Count : _blocks[^1].Start + _blocks[^1].Length - InputStart;

    /// <summary>Resizes and cuts one side.</summary>
    /// <param name="pixels">(N, C, H, W), of the type of the weights, holding only the inputs that are read (<see cref="InputStart"/>).</param>
    /// <returns>(N, C, count, W) for the vertical pass, else (N, C, H, count); owned by the caller's scope.</returns>
    public torch.Tensor Apply(torch.Tensor pixels)
    {
        if (_axis.IsIdentity)
        {
            return pixels;
        }

        torch.Tensor resized = torch.cat([.. _blocks.Select(block => Product(pixels, block))], _vertical ? 2 : 3);
        return _rounds ? resized.AddInPlace(0.5).floor_().ClampInPlace(0, 255) : resized;
    }

    /// <inheritdoc/>
    public void Dispose() => _blocks.ForEach(static block => block.Weights.Dispose());

    private torch.Tensor Product(torch.Tensor pixels, Block block) => _vertical
        ? torch.matmul(block.Weights, pixels.narrow(2, block.Start - InputStart, block.Length)) // (B, L) x (N, C, L, W) -> (N, C, B, W)
        : torch.matmul(pixels.narrow(3, block.Start - InputStart, block.Length), block.Weights); // (N, C, H, L) x (L, B) -> (N, C, H, B)

    private Block CreateBlock(ResizeTaps taps, Func<double[], double[]> prepare, int first, int count, torch.ScalarType type, torch.Device device)
    {
        int start = taps.Starts[first];
        int end = Enumerable.Range(first, count).Max(i => taps.Starts[i] + taps.Weights[i].Length);
        double[,] matrix = _vertical ? new double[count, end - start] : new double[end - start, count];
        for (int i = 0; i < count; i++)
        {
            double[] weights = prepare(taps.Weights[first + i]);
            for (int k = 0; k < weights.Length; k++)
            {
                int input = taps.Starts[first + i] - start + k;
                (int row, int column) = _vertical ? (i, input) : (input, i);
                matrix[row, column] = weights[k];
            }
        }

        // The weights outlive the scope that the caller may have open.
        return new Block(torch.tensor(matrix, dtype: type, device: device).DetachFromDisposeScope(), start, end - start);
    }

    // Half away from zero to the nearest multiple of 2^-22; exact in double, as is every product and sum of such weights with 8-bit levels.
    private static double Rounded(double weight) =>
        Math.Truncate((weight * (1 << WeightBits)) + Math.CopySign(0.5, weight)) / (1 << WeightBits);

    private static double[] Rounded(double[] weights) => Array.ConvertAll(weights, Rounded);

    // Two passes without rounding in between hold multiples of 2^-44 below 2^8: still exact in double. The sum is 1 to the last bit, so
    // that cutting down leaves the levels of an even picture as they are.
    private static double[] RoundedToSumOne(double[] weights)
    {
        double[] rounded = Rounded(weights);
        rounded[^1] += 1 - rounded.Sum();
        return rounded;
    }

    private readonly record struct Block(torch.Tensor Weights, long Start, long Length);
}
