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

    private const int Lanes = 8;


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

        if (!isFirst)
        {
            Add(sums, ref low0, ref high0);
            Add(sums + Rows, ref low1, ref high1);
            Add(sums + (2 * Rows), ref low2, ref high2);
            Add(sums + (3 * Rows), ref low3, ref high3);
            Add(sums + (4 * Rows), ref low4, ref high4);
            Add(sums + (5 * Rows), ref low5, ref high5);
        }

        Store(sums, low0, high0);
        Store(sums + Rows, low1, high1);
        Store(sums + (2 * Rows), low2, high2);
        Store(sums + (3 * Rows), low3, high3);
        Store(sums + (4 * Rows), low4, high4);
        Store(sums + (5 * Rows), low5, high5);
    }

    /// <summary>Multiplies sixteen sums by a factor and adds one value to each.</summary>
    public static void Scale(float* sums, float factor, float added)
    {
        Vector256<float> a = Vector256.Create(factor), b = Vector256.Create(added);
        Store(sums, (Vector256.Load(sums) * a) + b, (Vector256.Load(sums + Lanes) * a) + b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* sums, ref Vector256<float> low, ref Vector256<float> high)
    {
        low += Vector256.Load(sums);
        high += Vector256.Load(sums + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* sums, Vector256<float> low, Vector256<float> high)
    {
        low.Store(sums);
        high.Store(sums + Lanes);
    }
}
