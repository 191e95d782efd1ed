using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CtVlm.MLNet.Torch;

/// <summary>The innermost part of a matrix product: six rows that are read as they lie by sixteen that lie side by side in a panel, all sums in registers.</summary>
internal static unsafe class ProductTile
{
    /// <summary>Rows in a panel: two vectors.</summary>
    public const int Rows = 2 * Lanes;

    /// <summary>Rows that lie, of a tile: with two vectors each their sums take twelve of the sixteen registers.</summary>
    public const int Lying = 6;

    /// <summary>Rows of half a panel: one vector.</summary>
    public const int Lanes = 8;

    /// <summary>Panels that a number of rows takes.</summary>
    public static int PanelsOf(int rows) => (rows + Rows - 1) / Rows;

    /// <summary>Sums of products: (6, K) by a panel (K, 16) -> (6, 16), written or added to what is there.</summary>
    /// <param name="row">The first value of the first row that lies.</param>
    /// <param name="stride">Values from one of these rows to the next.</param>
    /// <param name="count">Rows that there are, 1 to 6; one that is not there is replaced by the first, and its sums mean nothing.</param>
    /// <param name="panel">Sixteen values for each column.</param>
    /// <param name="columns">K.</param>
    /// <param name="sums">Six times sixteen values.</param>
    /// <param name="isFirst">Whether the sums begin here.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* row, long stride, int count, float* panel, int columns, float* sums, bool isFirst)
    {
        float* row1 = count > 1 ? row + stride : row;
        float* row2 = count > 2 ? row + (2 * stride) : row;
        float* row3 = count > 3 ? row + (3 * stride) : row;
        float* row4 = count > 4 ? row + (4 * stride) : row;
        float* row5 = count > 5 ? row + (5 * stride) : row;
        Vector256<float> low0 = default, low1 = default, low2 = default, low3 = default, low4 = default, low5 = default;
        Vector256<float> high0 = default, high1 = default, high2 = default, high3 = default, high4 = default, high5 = default;
        for (nint k = 0; k < columns; k++)
        {
            Vector256<float> low = Vector256.Load(panel), high = Vector256.Load(panel + Lanes);
            panel += Rows;
            Vector256<float> value = Vector256.Create(row[k]);
            low0 = Fma.MultiplyAdd(value, low, low0);
            high0 = Fma.MultiplyAdd(value, high, high0);
            value = Vector256.Create(row1[k]);
            low1 = Fma.MultiplyAdd(value, low, low1);
            high1 = Fma.MultiplyAdd(value, high, high1);
            value = Vector256.Create(row2[k]);
            low2 = Fma.MultiplyAdd(value, low, low2);
            high2 = Fma.MultiplyAdd(value, high, high2);
            value = Vector256.Create(row3[k]);
            low3 = Fma.MultiplyAdd(value, low, low3);
            high3 = Fma.MultiplyAdd(value, high, high3);
            value = Vector256.Create(row4[k]);
            low4 = Fma.MultiplyAdd(value, low, low4);
            high4 = Fma.MultiplyAdd(value, high, high4);
            value = Vector256.Create(row5[k]);
            low5 = Fma.MultiplyAdd(value, low, low5);
            high5 = Fma.MultiplyAdd(value, high, high5);
        }

        Sum(sums, low0, isFirst);
        Sum(sums + Lanes, high0, isFirst);
        Sum(sums + Rows, low1, isFirst);
        Sum(sums + Rows + Lanes, high1, isFirst);
        Sum(sums + (2 * Rows), low2, isFirst);
        Sum(sums + (2 * Rows) + Lanes, high2, isFirst);
        Sum(sums + (3 * Rows), low3, isFirst);
        Sum(sums + (3 * Rows) + Lanes, high3, isFirst);
        Sum(sums + (4 * Rows), low4, isFirst);
        Sum(sums + (4 * Rows) + Lanes, high4, isFirst);
        Sum(sums + (5 * Rows), low5, isFirst);
        Sum(sums + (5 * Rows) + Lanes, high5, isFirst);
    }

    /// <summary>The same for the first eight rows of a panel; the other eight sums are left as they are.</summary>
    /// <remarks>Each sum runs through the same terms in the same order as in <see cref="Run"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunNarrow(float* row, long stride, int count, float* panel, int columns, float* sums, bool isFirst)
    {
        float* row1 = count > 1 ? row + stride : row;
        float* row2 = count > 2 ? row + (2 * stride) : row;
        float* row3 = count > 3 ? row + (3 * stride) : row;
        float* row4 = count > 4 ? row + (4 * stride) : row;
        float* row5 = count > 5 ? row + (5 * stride) : row;
        Vector256<float> low0 = default, low1 = default, low2 = default, low3 = default, low4 = default, low5 = default;
        for (nint k = 0; k < columns; k++)
        {
            Vector256<float> low = Vector256.Load(panel);
            panel += Rows;
            low0 = Fma.MultiplyAdd(Vector256.Create(row[k]), low, low0);
            low1 = Fma.MultiplyAdd(Vector256.Create(row1[k]), low, low1);
            low2 = Fma.MultiplyAdd(Vector256.Create(row2[k]), low, low2);
            low3 = Fma.MultiplyAdd(Vector256.Create(row3[k]), low, low3);
            low4 = Fma.MultiplyAdd(Vector256.Create(row4[k]), low, low4);
            low5 = Fma.MultiplyAdd(Vector256.Create(row5[k]), low, low5);
        }

        Sum(sums, low0, isFirst);
        Sum(sums + Rows, low1, isFirst);
        Sum(sums + (2 * Rows), low2, isFirst);
        Sum(sums + (3 * Rows), low3, isFirst);
        Sum(sums + (4 * Rows), low4, isFirst);
        Sum(sums + (5 * Rows), low5, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(float* sums, Vector256<float> part, bool isFirst) => (isFirst ? part : part + Vector256.Load(sums)).Store(sums);
}
