using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>The three coding passes of the arithmetic-coded block coder.</summary>
/// <remarks>
/// Coefficients are in half quantisation steps: a sample that becomes significant in plane p gets 2^(p+1) + 2^p, its known bit and half of what is
/// not known, and each refinement moves it by half of the plane's weight. Flag words are those of <see cref="BlockContexts"/>; a pass
/// looks at a column's word once, and visits only the samples that it codes. References stay within the block: columns are less than its
/// width, a sample's row follows from the bit of a mask that holds the block's own rows alone, and the flag words have a border on all sides.
/// <b>Source:</b> ITU-T T.800 D.1-D.4.
/// </remarks>
internal static class BitPlaneDecoder
{
    /// <summary>Significance propagation: samples that are not significant but have a significant neighbour (D.3.1).</summary>
    public static void Significance<TRule>(ref MqDecoder mq, scoped Span<uint> contextStates, in BlockPlane block, int plane)
        where TRule : struct, IStripeRule
    {
        ref uint contexts = ref MemoryMarshal.GetReference(contextStates);
        (int interval, int code, int slack, int waiting) = (mq.Interval, mq.Code, mq.Slack, mq.Waiting);
        int width = block.Width, stride = block.Stride, magnitude = 3 << plane;
        for (int stripe = 0; 4 * stripe < block.Height; stripe++)
        {
            uint centres = block.CentresOf(stripe);
            ref int coefficients = ref block.Coefficients(stripe);
            ref uint row = ref block.Flags(stripe);
            for (int x = 0; x < width; x++)
            {
                ref uint word = ref Unsafe.Add(ref row, x);
                uint flags = word;
                if (flags == 0)
                {
                    continue;
                }

                uint todo = HasNeighbours(flags) & ~flags & centres;
                while (todo != 0)
                {
                    int bit = BitOperations.TrailingZeroCount(todo);
                    todo &= todo - 1;
                    flags |= 1u << (bit + BlockContexts.CodedDistance);
                    ref uint context = ref Unsafe.Add(ref contexts, block.SignificanceContext(flags >> (bit - BlockContexts.FirstCentre)));
                    if (MqDecoder.Decode(ref context, ref interval, ref code, ref slack, ref waiting, ref mq) != 0)
                    {
                        int sign = SignContext(ref word, flags, bit);
                        ref uint signContext = ref Unsafe.Add(ref contexts, sign & 0x7F);
                        int negative = MqDecoder.Decode(ref signContext, ref interval, ref code, ref slack, ref waiting, ref mq) ^ (sign >> 7);
                        Unsafe.Add(ref coefficients, x + (Row(bit) * width)) = (magnitude ^ -negative) + negative;
                        flags = Mark<TRule>(ref word, stride, flags, bit, (uint)negative);

                        // The sample below has a significant neighbour now.
                        todo |= (8u << bit) & ~flags & centres;
                    }
                }

                word = flags;
            }
        }

        (mq.Interval, mq.Code, mq.Slack, mq.Waiting) = (interval, code, slack, waiting);
    }

    /// <summary>Magnitude refinement: samples that were significant before this plane (D.3.3).</summary>
    public static void Refinement(ref MqDecoder mq, scoped Span<uint> contextStates, in BlockPlane block, int plane)
    {
        ref uint contexts = ref Unsafe.Add(ref MemoryMarshal.GetReference(contextStates), BlockContexts.FirstRefinement);
        (int interval, int code, int slack, int waiting) = (mq.Interval, mq.Code, mq.Slack, mq.Waiting);
        int width = block.Width, half = 1 << plane;
        for (int stripe = 0; 4 * stripe < block.Height; stripe++)
        {
            ref int coefficients = ref block.Coefficients(stripe);
            ref uint row = ref block.Flags(stripe);
            for (int x = 0; x < width; x++)
            {
                ref uint word = ref Unsafe.Add(ref row, x);
                uint flags = word;
                uint todo = flags & ~(flags >> BlockContexts.CodedDistance) & BlockContexts.Centres;
                if (todo == 0)
                {
                    continue;
                }

                // Contexts of all four samples: 2 for one refined before, else 1 for one with a significant neighbour, else 0.
                uint refined = flags >> BlockContexts.RefinedDistance;
                uint nearby = HasNeighbours(flags) & ~refined;
                word = flags | (todo << BlockContexts.RefinedDistance);
                do
                {
                    int bit = BitOperations.TrailingZeroCount(todo);
                    todo &= todo - 1;
                    ref uint context = ref Unsafe.Add(ref contexts, ((nearby >> bit) & 1) + (((refined >> bit) & 1) * 2));
                    int upper = MqDecoder.Decode(ref context, ref interval, ref code, ref slack, ref waiting, ref mq);
                    Refine(ref Unsafe.Add(ref coefficients, x + (Row(bit) * width)), upper, half);
                }
                while (todo != 0);
            }
        }

        (mq.Interval, mq.Code, mq.Slack, mq.Waiting) = (interval, code, slack, waiting);
    }

    /// <summary>Cleanup: all that is left, with one symbol for a whole column far from anything significant (D.3.4).</summary>
    public static void Cleanup<TRule>(ref MqDecoder mq, scoped Span<uint> contextStates, in BlockPlane block, int plane)
        where TRule : struct, IStripeRule
    {
        const uint Coded = BlockContexts.Centres << BlockContexts.CodedDistance;
        ref uint contexts = ref MemoryMarshal.GetReference(contextStates);
        (int interval, int code, int slack, int waiting) = (mq.Interval, mq.Code, mq.Slack, mq.Waiting);
        int width = block.Width, stride = block.Stride, magnitude = 3 << plane;
        for (int stripe = 0; 4 * stripe < block.Height; stripe++)
        {
            uint centres = block.CentresOf(stripe);
            ref int coefficients = ref block.Coefficients(stripe);
            ref uint row = ref block.Flags(stripe);
            for (int x = 0; x < width; x++)
            {
                ref uint word = ref Unsafe.Add(ref row, x);
                uint flags = word;
                uint todo = ~(flags | (flags >> BlockContexts.CodedDistance)) & centres;
                bool isKnown = false;
                if (flags == 0 && todo == BlockContexts.Centres)
                {
                    ref uint run = ref Unsafe.Add(ref contexts, BlockContexts.RunLength);
                    if (MqDecoder.Decode(ref run, ref interval, ref code, ref slack, ref waiting, ref mq) == 0)
                    {
                        continue;
                    }

                    // Two bits say which sample is the first significant one; those above it are done.
                    ref uint uniform = ref Unsafe.Add(ref contexts, BlockContexts.Uniform);
                    int first = 2 * MqDecoder.Decode(ref uniform, ref interval, ref code, ref slack, ref waiting, ref mq);
                    first += MqDecoder.Decode(ref uniform, ref interval, ref code, ref slack, ref waiting, ref mq);
                    todo = BlockContexts.Centres & (0xFFFFFFFFu << ((3 * first) + BlockContexts.FirstCentre));
                    isKnown = true;
                }

                while (todo != 0)
                {
                    int bit = BitOperations.TrailingZeroCount(todo);
                    todo &= todo - 1;
                    ref uint context = ref Unsafe.Add(ref contexts, block.SignificanceContext(flags >> (bit - BlockContexts.FirstCentre)));
                    if (isKnown || MqDecoder.Decode(ref context, ref interval, ref code, ref slack, ref waiting, ref mq) != 0)
                    {
                        isKnown = false;
                        int sign = SignContext(ref word, flags, bit);
                        ref uint signContext = ref Unsafe.Add(ref contexts, sign & 0x7F);
                        int negative = MqDecoder.Decode(ref signContext, ref interval, ref code, ref slack, ref waiting, ref mq) ^ (sign >> 7);
                        Unsafe.Add(ref coefficients, x + (Row(bit) * width)) = (magnitude ^ -negative) + negative;
                        flags = Mark<TRule>(ref word, stride, flags, bit, (uint)negative);
                    }
                }

                word = flags & ~Coded;
            }
        }

        (mq.Interval, mq.Code, mq.Slack, mq.Waiting) = (interval, code, slack, waiting);
    }

    /// <summary>Reads the symbols 1010 that end a cleanup pass where the style asks for them (D.5).</summary>
    public static void ReadSegmentationSymbols(ref MqDecoder mq, scoped Span<uint> contextStates)
    {
        int symbols = 0;
        for (int i = 0; i < 4; i++)
        {
            symbols = (symbols * 2) + MqDecoder.Decode(
                ref contextStates[BlockContexts.Uniform], ref mq.Interval, ref mq.Code, ref mq.Slack, ref mq.Waiting, ref mq);
        }

        if (symbols != 0b1010)
        {
            throw Jpeg2000Throw.Invalid($"a code block's segmentation symbols are {symbols:B4}, expected 1010. The packet data is damaged.");
        }
    }

    /// <summary>Significance propagation with raw bits (D.6).</summary>
    public static void RawSignificance<TRule>(ref RawDecoder raw, in BlockPlane block, int plane)
        where TRule : struct, IStripeRule
    {
        for (int stripe = 0; 4 * stripe < block.Height; stripe++)
        {
            uint centres = block.CentresOf(stripe);
            for (int x = 0; x < block.Width; x++)
            {
                ref uint word = ref Unsafe.Add(ref block.Flags(stripe), x);
                uint flags = word;
                uint todo = HasNeighbours(flags) & ~flags & centres;
                for (; todo != 0; todo &= todo - 1)
                {
                    int bit = BitOperations.TrailingZeroCount(todo);
                    flags |= 1u << (bit + BlockContexts.CodedDistance);
                    if (raw.ReadBit() != 0)
                    {
                        int negative = raw.ReadBit();
                        Unsafe.Add(ref block.Coefficients(stripe), x + (Row(bit) * block.Width)) = ((3 << plane) ^ -negative) + negative;
                        flags = Mark<TRule>(ref word, block.Stride, flags, bit, (uint)negative);
                        todo |= (8u << bit) & ~flags & centres;
                    }
                }

                word = flags;
            }
        }
    }

    /// <summary>Magnitude refinement with raw bits (D.6).</summary>
    public static void RawRefinement(ref RawDecoder raw, in BlockPlane block, int plane)
    {
        for (int stripe = 0; 4 * stripe < block.Height; stripe++)
        {
            for (int x = 0; x < block.Width; x++)
            {
                ref uint word = ref Unsafe.Add(ref block.Flags(stripe), x);
                uint todo = word & ~(word >> BlockContexts.CodedDistance) & BlockContexts.Centres;
                word |= todo << BlockContexts.RefinedDistance;
                for (; todo != 0; todo &= todo - 1)
                {
                    int row = Row(BitOperations.TrailingZeroCount(todo));
                    Refine(ref Unsafe.Add(ref block.Coefficients(stripe), x + (row * block.Width)), raw.ReadBit(), 1 << plane);
                }
            }
        }
    }

    /// <summary>The own bits of those samples that have a significant neighbour; other bits are rubbish.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HasNeighbours(uint flags)
    {
        uint beside = (flags << 1) | (flags >> 1);
        uint rows = (beside | flags) & BlockContexts.AllCentres;
        return beside | (rows << 3) | (rows >> 3);
    }

    /// <summary>Row of a sample in its stripe, 0 to 3, from its own bit 4, 7, 10 or 13.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Row(int bit) => ((bit * 11) >> 5) - 1;

    /// <summary>Moves a coefficient away from zero or towards it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Refine(ref int coefficient, int upper, int half)
    {
        // Away from zero where the bit is 1: up for a positive one, down for a negative one.
        int down = (upper ^ 1) ^ (coefficient >>> 31);
        coefficient += (half ^ -down) + down;
    }

    /// <summary>The entry of <see cref="BlockContexts.Sign"/> for a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SignContext(ref uint word, uint flags, int bit)
    {
        int shift = bit - BlockContexts.FirstCentre;
        int own = bit + BlockContexts.SignDistance;

        // The sign above lies three bits down, but for the first sample's, which lies one down.
        uint above = (flags >> (own - (shift == 0 ? 1 : 3))) & 1;
        uint below = (flags >> (own + 3)) & 1;
        uint left = (Unsafe.Add(ref word, -1) >> own) & 1;
        uint right = (Unsafe.Add(ref word, 1) >> own) & 1;
        uint index = ((flags >> shift) & 0xAA) | above | (left << 2) | (right << 4) | (below << 6);
        return Unsafe.Add(ref MemoryMarshal.GetReference(BlockContexts.Sign), index);
    }

    /// <summary>Makes a sample significant in all words that see it.</summary>
    /// <returns>The flags of its own word, which is not written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mark<TRule>(ref uint word, int stride, uint flags, int bit, uint negative)
        where TRule : struct, IStripeRule
    {
        uint own = 1u << bit;
        Unsafe.Add(ref word, -1) |= own << 1;
        Unsafe.Add(ref word, 1) |= own >> 1;
        if (bit == 4 && !TRule.IsCausal)
        {
            ref uint above = ref Unsafe.Add(ref word, -stride);
            Unsafe.Add(ref above, -1) |= 1u << 17;
            above |= (1u << 16) | (negative << 31);
            Unsafe.Add(ref above, 1) |= 1u << 15;
        }
        else if (bit == 13)
        {
            ref uint below = ref Unsafe.Add(ref word, stride);
            Unsafe.Add(ref below, -1) |= 1u << 2;
            below |= (1u << 1) | (negative << 18);
            Unsafe.Add(ref below, 1) |= 1u;
        }

        return flags | own | (negative << (bit + BlockContexts.SignDistance));
    }
}
