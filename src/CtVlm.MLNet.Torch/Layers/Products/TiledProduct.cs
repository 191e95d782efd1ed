using System.Buffers;
using System.Runtime.Intrinsics.X86;

namespace CtVlm.MLNet.Torch;

/// <summary>y = a x W^T + c b in float32 for processors with fused multiply-add on vectors of 256 bits.</summary>
/// <remarks>
/// The rows of one of the two matrices are laid out in panels, sixteen side by side, so that one load brings a column of sixteen; the other is read where and as it lies. Nothing is kept
/// between products that could grow stale, and no copy of the weights is held. The sum of an output runs through its terms in their order, whichever matrix lies in panels and whatever
/// the number of rows and threads: a row's result is the same to the bit alone and in any batch.
/// <b>Source:</b> the blocking is that of Goto and van de Geijn, Anatomy of high-performance matrix multiplication, ACM TOMS 34(3), 2008.
/// </remarks>
internal static unsafe class TiledProduct
{
    // Panels that lie in memory at once: 4 MiB, which the outermost cache holds.
    private const int PanelValues = 1 << 20;

    /// <summary>Whether this processor can.</summary>
    public static bool IsSupported => Fma.IsSupported && Avx2.IsSupported;

    /// <summary>Computes y.</summary>
    /// <param name="rows">x, (M, K), row by row.</param>
    /// <param name="weight">W, (N, K).</param>
    /// <param name="bias">b, N values, or none.</param>
    /// <param name="output">y, (M, N); written only.</param>
    /// <param name="settings">K, N, a, c and the threads.</param>
    /// <exception cref="ArgumentException">A length does not fit K and N.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor cannot.</exception>
    public static void Run(ReadOnlySpan<float> rows, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, TiledProductSettings settings)
    {
        int rowCount = CheckedRowCount(rows.Length, weight.Length, bias.Length, output.Length, settings);
        bool isWeightPanelled = CostsLessInPanels(rowCount, settings);
        int panels = ProductTile.PanelsOf(isWeightPanelled ? settings.OutputWidth : rowCount);
        int perChunk = PanelsPerChunk(panels, settings.InputWidth);
        float[] pooled = ArrayPool<float>.Shared.Rent(checked((perChunk * ProductTile.Rows * settings.InputWidth) + ProductTile.Rows));
        try
        {
            fixed (float* x = rows, w = weight, b = bias, y = output, p = pooled)
            {
                MatrixRows input = new(x, rowCount), weights = new(w, settings.OutputWidth);
                StripWriter writer = new(y, bias.IsEmpty ? null : b, isWeightPanelled, settings);
                PanelProduct product = isWeightPanelled ? new(weights, input, Aligned(p), writer, settings) : new(input, weights, Aligned(p), writer, settings);
                for (int first = 0; first < panels; first += perChunk)
                {
                    product.Run(first, Math.Min(perChunk, panels - first));
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pooled);
        }
    }

    // W in panels is laid out once for all rows; with x in panels each row is laid out and its outputs are turned back.
    private static bool CostsLessInPanels(int rowCount, TiledProductSettings settings) =>
        (long)settings.OutputWidth * settings.InputWidth < (long)rowCount * (settings.InputWidth + settings.OutputWidth);

    // Chunks of one size, so that the last is not a small one that threads wait for.
    private static int PanelsPerChunk(int panels, int width)
    {
        int most = Math.Max(1, PanelValues / (ProductTile.Rows * width));
        int chunks = Math.Max(1, (panels + most - 1) / most);
        return (panels + chunks - 1) / chunks;
    }

    // To the next cache line: a panel's columns then each lie in one.
    private static float* Aligned(float* start) => (float*)(((nuint)start + 63) & ~(nuint)63);

    private static int CheckedRowCount(int rows, int weight, int bias, int output, TiledProductSettings settings)
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("Tiled products need a processor with FMA and AVX2. Use libtorch's products.");
        }

        int count = rows / settings.InputWidth;
        bool fits = rows == (long)count * settings.InputWidth
            && weight == (long)settings.InputWidth * settings.OutputWidth
            && (bias == 0 || bias == settings.OutputWidth)
            && output == (long)count * settings.OutputWidth;
        return fits ? count : throw new ArgumentException(
            $"A product of rows of {settings.InputWidth} to {settings.OutputWidth} values got {rows} input, {weight} weight, {bias} bias and {output} output values, which do not fit each other.");
    }
}
