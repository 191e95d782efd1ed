using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>The quad codewords as a table for reading: context * 128 + the next seven bits gives one 16-bit entry.</summary>
/// <remarks>Entry, from bit 0: codeword length (3 bits), u_off (1), rho (4), e_1 (4), e_k (4). The entry 0 is a quad without significant samples that took no bits.</remarks>
internal static class HtQuadTable
{
    /// <summary>Mask of the codeword length.</summary>
    public const uint LengthMask = 7;

    /// <summary>The bit that says u_q is coded, because it is not 0.</summary>
    public const int HasExponentShift = 3;

    /// <summary>Where the significance pattern starts.</summary>
    public const int RhoShift = 4;

    /// <summary>Where the pattern of known exponent bits' values starts.</summary>
    public const int KnownOnesShift = 8;

    /// <summary>Where the pattern of samples with a known exponent bit starts.</summary>
    public const int KnownShift = 12;

    /// <summary>Distance of contexts in a table, as a shift.</summary>
    public const int ContextShift = HtCodewords.MaxLength;

    /// <summary>The table of the first row of quads.</summary>
    public static ushort[] FirstRow { get; } = Build(HtCodewords.FirstRow);

    /// <summary>The table of the other rows.</summary>
    public static ushort[] OtherRows { get; } = Build(HtCodewords.OtherRows);

    /// <summary>Packs one leaf of <see cref="HtCodewords"/>.</summary>
    public static ushort Pack(string leaf)
    {
        int fields = int.Parse(leaf, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        (int length, int rho, int known, int ones, int hasExponent) = leaf.Length == 2
            ? (fields >> 4, fields & 15, 0, 0, 0)
            : (fields >> 12, (fields >> 8) & 15, (fields >> 4) & 15, fields & 15, 1);
        return (ushort)(length | (hasExponent << HasExponentShift) | (rho << RhoShift) | (ones << KnownOnesShift) | (known << KnownShift));
    }

    private static ushort[] Build(string[] contexts)
    {
        ushort[] table = new ushort[contexts.Length << ContextShift];
        for (int context = 0; context < contexts.Length; context++)
        {
            int next = 0;
            foreach (string leaf in contexts[context].Split(' '))
            {
                ushort entry = Pack(leaf);
                int share = 1 << (HtCodewords.MaxLength - (int)(entry & LengthMask));
                for (int i = 0; i < share; i++, next++)
                {
                    table[(context << ContextShift) | Reversed(next)] = entry;
                }
            }
        }

        return table;
    }

    // Leaves are ordered by codewords read from the left, the segment is read from bit 0.
    private static int Reversed(int bits)
    {
        int reversed = 0;
        for (int i = 0; i < HtCodewords.MaxLength; i++)
        {
            reversed = (reversed << 1) | ((bits >> i) & 1);
        }

        return reversed;
    }
}
