using System.Numerics;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>One quad codeword, found by what it has to say.</summary>
/// <param name="Bits">The codeword, its first bit in bit 0.</param>
/// <param name="Length">Its bits.</param>
/// <param name="Known">e_k, the samples that have one magnitude bit less to write.</param>
internal sealed record HtCodeword(int Bits, int Length, int Known)
{
    private static readonly Dictionary<(bool, int, int, bool), List<(HtCodeword Codeword, int Ones)>> All = Index();

    /// <summary>Of the codewords that are true of a quad, the one that tells most, and of those the shortest.</summary>
    /// <param name="isFirstRow">Which table.</param>
    /// <param name="context">0 to 7.</param>
    /// <param name="rho">Which samples are significant.</param>
    /// <param name="hasResidual">u_off.</param>
    /// <param name="largest">Which samples have the exponent U_q.</param>
    public static HtCodeword Find(bool isFirstRow, int context, int rho, bool hasResidual, int largest) =>
        All[(isFirstRow, context, rho, hasResidual)]
            .Where(candidate => (largest & candidate.Codeword.Known) == candidate.Ones)
            .OrderByDescending(candidate => BitOperations.PopCount((uint)candidate.Codeword.Known))
            .ThenBy(candidate => candidate.Codeword.Length)
            .First().Codeword;

    private static Dictionary<(bool, int, int, bool), List<(HtCodeword Codeword, int Ones)>> Index()
    {
        Dictionary<(bool, int, int, bool), List<(HtCodeword, int)>> all = [];
        foreach ((bool isFirstRow, ushort[] table) in new[] { (true, HtQuadTable.FirstRow), (false, HtQuadTable.OtherRows) })
        {
            for (int i = 0; i < table.Length; i++)
            {
                int length = (int)(table[i] & HtQuadTable.LengthMask);
                int bits = i & ((1 << HtQuadTable.ContextShift) - 1);
                if (bits >> length != 0)
                {
                    continue;
                }

                int rho = (table[i] >> HtQuadTable.RhoShift) & 15;
                bool hasResidual = ((table[i] >> HtQuadTable.HasExponentShift) & 1) != 0;
                (bool, int, int, bool) key = (isFirstRow, i >> HtQuadTable.ContextShift, rho, hasResidual);
                all.TryAdd(key, []);
                all[key].Add((new HtCodeword(bits, length, table[i] >> HtQuadTable.KnownShift), (table[i] >> HtQuadTable.KnownOnesShift) & 15));
            }
        }

        return all;
    }
}
