namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The context tables against the rows that the standard prints.</summary>
public sealed class BlockContextsTests
{
    /// <summary>Table D.1, LL and LH: horizontal, vertical, diagonal (-1: any; 10 + n: n or more), context; first match counts.</summary>
    private static readonly (int H, int V, int D, int Context)[] Straight =
    [
        (2, -1, -1, 8), (1, 11, -1, 7), (1, 0, 11, 6), (1, 0, 0, 5), (0, 2, -1, 4), (0, 1, -1, 3), (0, 0, 12, 2), (0, 0, 1, 1), (0, 0, 0, 0),
    ];

    /// <summary>Table D.1, HH: horizontal + vertical, diagonal, context.</summary>
    private static readonly (int HV, int D, int Context)[] Diagonal =
    [
        (-1, 13, 8), (11, 2, 7), (0, 2, 6), (12, 1, 5), (1, 1, 4), (0, 1, 3), (12, 0, 2), (1, 0, 1), (0, 0, 0),
    ];

    /// <summary>Table D.3: horizontal and vertical contribution, context, bit to invert by.</summary>
    private static readonly (int H, int V, int Context, int Invert)[] Signs =
    [
        (1, 1, 13, 0), (1, 0, 12, 0), (1, -1, 11, 0), (0, 1, 10, 0), (0, 0, 9, 0), (0, -1, 10, 1), (-1, 1, 11, 1), (-1, 0, 12, 1), (-1, -1, 13, 1),
    ];

    [Fact]
    public void Significance_AnyNeighbourhood_EqualsTheTable()
    {
        for (int n = 0; n < BlockContexts.NeighbourhoodCount; n++)
        {
            int Has(int row, int column) => (n >> ((3 * row) + column)) & 1;
            int h = Has(1, 0) + Has(1, 2), v = Has(0, 1) + Has(2, 1), d = Has(0, 0) + Has(0, 2) + Has(2, 0) + Has(2, 2);
            Assert.Equal(Row(h, v, d), BlockContexts.Significance(false, false)[n]);
            Assert.Equal(Row(h, v, d), BlockContexts.Significance(false, true)[n]);
            Assert.Equal(Row(v, h, d), BlockContexts.Significance(true, false)[n]);
            Assert.Equal(Diagonal.First(row => Fits(row.HV, h + v) && Fits(row.D, d)).Context, BlockContexts.Significance(true, true)[n]);
        }
    }

    [Fact]
    public void Sign_AnyNeighbours_EqualsTheTable()
    {
        for (int n = 0; n < 256; n++)
        {
            // Above, left, right, below: 0 insignificant, 1 positive, -1 negative.
            int[] neighbours = [.. Enumerable.Range(0, 4).Select(i => ((n >> ((2 * i) + 1)) & 1) * (((n >> (2 * i)) & 1) == 0 ? 1 : -1))];
            int h = Math.Sign(neighbours[1] + neighbours[2]), v = Math.Sign(neighbours[0] + neighbours[3]);
            (int _, int _, int context, int invert) = Signs.First(row => row.H == h && row.V == v);
            Assert.Equal(context, BlockContexts.Sign[n] & 0x7F);
            Assert.Equal(invert, BlockContexts.Sign[n] >> 7);
        }
    }

    private static int Row(int h, int v, int d) => Straight.First(row => Fits(row.H, h) && Fits(row.V, v) && Fits(row.D, d)).Context;

    private static bool Fits(int rule, int value) => rule < 0 || (rule >= 10 ? value >= rule - 10 : value == rule);
}
