using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CtVlm.MLNet.Torch;

/// <summary>The innermost part of a matrix product: six outputs of sixteen rows, all sums in registers.</summary>
internal static unsafe class ProductTile
{
    /// <summary>Rows of x in a panel: two vectors.</summary>
    public const int Rows = 2 * Lanes;

    /// <summary>Outputs of a tile: with two vectors each they take twelve of the sixteen registers.</summary>
    public const int Outputs = 6;

    /// <summary>Rows of half a panel: one vector.</summary>
    public const int Lanes = 8;

    /// <summary>Sums of products: (6, K) by a panel (K, 16) -> (6, 16), written or added to what is there.</summary>
    /// <param name="weight">The first value of the first of the rows of W.</param>
    /// <param name="stride">Values from one row of W to the next.</param>
    /// <param name="outputs">Rows of W that there are, 1 to 6; a row that is not there is replaced by the first, and its sums mean nothing.</param>
    /// <param name="panel">Sixteen values of the rows of x for each column.</param>
    /// <param name="columns">K.</param>
    /// <param name="sums">Six times sixteen values.</param>
    /// <param name="isFirst">Whether the sums begin here.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* weight, long stride, int outputs, float* panel, int columns, float* sums, bool isFirst)
    {
        float* weight1 = outputs > 1 ? weight + stride : weight;
        float* weight2 = outputs > 2 ? weight + (2 * stride) : weight;
        float* weight3 = outputs > 3 ? weight + (3 * stride) : weight;
        float* weight4 = outputs > 4 ? weight + (4 * stride) : weight;
        float* weight5 = outputs > 5 ? weight + (5 * stride) : weight;
        Vector256<float> low0 = default, low1 = default, low2 = default, low3 = default, low4 = default, low5 = default;
        Vector256<float> high0 = default, high1 = default, high2 = default, high3 = default, high4 = default, high5 = default;
        for (nint k = 0; k < columns; k++)
        {
            Vector256<float> low = Vector256.Load(panel), high = Vector256.Load(panel + Lanes);
            panel += Rows;
            Vector256<float> w = Vector256.Create(weight[k]);
            low0 = Fma.MultiplyAdd(w, low, low0);
            high0 = Fma.MultiplyAdd(w, high, high0);
            w = Vector256.Create(weight1[k]);
            low1 = Fma.MultiplyAdd(w, low, low1);
            high1 = Fma.MultiplyAdd(w, high, high1);
            w = Vector256.Create(weight2[k]);
            low2 = Fma.MultiplyAdd(w, low, low2);
            high2 = Fma.MultiplyAdd(w, high, high2);
            w = Vector256.Create(weight3[k]);
            low3 = Fma.MultiplyAdd(w, low, low3);
            high3 = Fma.MultiplyAdd(w, high, high3);
            w = Vector256.Create(weight4[k]);
            low4 = Fma.MultiplyAdd(w, low, low4);
            high4 = Fma.MultiplyAdd(w, high, high4);
            w = Vector256.Create(weight5[k]);
            low5 = Fma.MultiplyAdd(w, low, low5);
            high5 = Fma.MultiplyAdd(w, high, high5);
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
    public static void RunNarrow(float* weight, long stride, int outputs, float* panel, int columns, float* sums, bool isFirst)
    {
        float* weight1 = outputs > 1 ? weight + stride : weight;
        float* weight2 = outputs > 2 ? weight + (2 * stride) : weight;
        float* weight3 = outputs > 3 ? weight + (3 * stride) : weight;
        float* weight4 = outputs > 4 ? weight + (4 * stride) : weight;
        float* weight5 = outputs > 5 ? weight + (5 * stride) : weight;
        Vector256<float> low0 = default, low1 = default, low2 = default, low3 = default, low4 = default, low5 = default;
        for (nint k = 0; k < columns; k++)
        {
            Vector256<float> low = Vector256.Load(panel);
            panel += Rows;
            low0 = Fma.MultiplyAdd(Vector256.Create(weight[k]), low, low0);
            low1 = Fma.MultiplyAdd(Vector256.Create(weight1[k]), low, low1);
            low2 = Fma.MultiplyAdd(Vector256.Create(weight2[k]), low, low2);
            low3 = Fma.MultiplyAdd(Vector256.Create(weight3[k]), low, low3);
            low4 = Fma.MultiplyAdd(Vector256.Create(weight4[k]), low, low4);
            low5 = Fma.MultiplyAdd(Vector256.Create(weight5[k]), low, low5);
        }

        Sum(sums, low0, isFirst);
        Sum(sums + Rows, low1, isFirst);
        Sum(sums + (2 * Rows), low2, isFirst);
        Sum(sums + (3 * Rows), low3, isFirst);
        Sum(sums + (4 * Rows), low4, isFirst);
        Sum(sums + (5 * Rows), low5, isFirst);
    }

    /// <summary>Multiplies sixteen sums by a factor and adds one value to each.</summary>
    public static void Scale(float* sums, float factor, float added)
    {
        Vector256<float> a = Vector256.Create(factor), b = Vector256.Create(added);
        ((Vector256.Load(sums) * a) + b).Store(sums);
        ((Vector256.Load(sums + Lanes) * a) + b).Store(sums + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(float* sums, Vector256<float> part, bool isFirst) => (isFirst ? part : part + Vector256.Load(sums)).Store(sums);
}
