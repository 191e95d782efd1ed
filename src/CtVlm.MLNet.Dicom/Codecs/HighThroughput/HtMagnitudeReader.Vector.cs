using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CtVlm.MLNet.Dicom;

/// <content>
/// Two quads at once. Lanes, of 32 bits: samples 0 and 1 of the first quad, 0 and 1 of the second, 2 and 3 of the first, 2 and 3 of the second, as the shuffle of
/// the shifted 64-bit words leaves them. Each lane takes the steps of <c>Number</c> and <c>Coefficient</c>; quads whose bits do not fit one load, and the rest of
/// the row, take the scalar form, which gives the same.
/// </content>
internal ref partial struct HtMagnitudeReader
{
    // A lane's byte: its length below 32, whether e_1 is set, whether the sample is significant.
    private const int LengthMask = 31;
    private const int OneShift = 5;
    private const int SignificantShift = 7;

    private static Vector256<int> TopThenBottom => Vector256.Create(0, 4, 2, 6, 1, 5, 3, 7);

    // Returns where the row goes on: behind the last pair, or at the first pair with a quad that does not fit.
    private readonly int ReadPairs(ReadOnlySpan<uint> quads, ref int top, ref int bottom, ref uint above, ref uint left, ref int position)
    {
        Vector128<int> plane = Vector128.CreateScalar(_plane);
        int q = 0;
        for (; q < quads.Length; q += 2)
        {
            // The caller has checked that above has a number for each quad and one more, the rows two samples for each quad.
            ref uint here = ref Unsafe.Add(ref above, q);
            uint first = quads[q];
            uint second = quads[q + 1];
            uint middle = Unsafe.Add(ref here, 1);
            uint firstLengths = Lengths(first, Exponent(first, here | middle));
            uint secondLengths = Lengths(second, Exponent(second, middle | Unsafe.Add(ref here, 2)));
            uint firstEnds = firstLengths * Lowest;
            uint secondEnds = secondLengths * Lowest;
            if (Math.Max(firstEnds, secondEnds) >> 24 > OneLoad)
            {
                break;
            }

            int between = position + (int)(firstEnds >> 24);
            Vector256<ulong> firstBits = Shifted(HtBits.Peek(ref _bits, position), firstEnds - firstLengths);
            Vector256<ulong> secondBits = Shifted(HtBits.Peek(ref _bits, between), secondEnds - secondLengths);
            position = between + (int)(secondEnds >> 24);
            Vector256<int> bits = Avx.Shuffle(firstBits.AsSingle(), secondBits.AsSingle(), 0b10_00_10_00).AsInt32();

            Vector256<int> lanes = Avx2.ConvertToVector256Int32(Sse2.UnpackLow(
                Vector128.CreateScalarUnsafe(Lane(first, firstLengths)).AsInt16(), Vector128.CreateScalarUnsafe(Lane(second, secondLengths)).AsInt16()).AsByte());
            Vector256<uint> lengths = (lanes & Vector256.Create(LengthMask)).AsUInt32();
            Vector256<int> below = Avx2.ShiftLeftLogicalVariable(Vector256<int>.One, lengths) - Vector256<int>.One;
            Vector256<int> numbers = (bits & below) | Avx2.ShiftLeftLogicalVariable((lanes >> OneShift) & Vector256<int>.One, lengths);
            Vector256<int> significant = (lanes << (31 - SignificantShift)) >> 31;
            Vector256<int> odd = (numbers | Vector256<int>.One) & significant;
            Vector256<int> sign = (numbers << 31) >> 31;
            Vector256<int> magnitude = Avx2.ShiftLeftLogical(odd + Vector256.Create(2), plane) & significant;
            Vector256<int> rows = Avx2.PermuteVar8x32((magnitude ^ sign) - sign, TopThenBottom);
            rows.GetLower().StoreUnsafe(ref top, (nuint)(2 * q));
            rows.GetUpper().StoreUnsafe(ref bottom, (nuint)(2 * q));

            Vector128<ulong> bottomOdd = Avx2.PermuteVar8x32(odd, TopThenBottom).GetUpper().AsUInt64();
            ulong firstOdd = bottomOdd.ToScalar();
            ulong secondOdd = bottomOdd.GetElement(1);
            here = left | (uint)firstOdd;
            Unsafe.Add(ref here, 1) = (uint)(firstOdd >> 32) | (uint)secondOdd;
            left = (uint)(secondOdd >> 32);
        }

        return q;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Shifted(ulong bits, uint starts) => Avx2.ShiftRightLogicalVariable(
        Vector256.Create(bits), Avx2.ConvertToVector256Int64(Vector128.CreateScalarUnsafe(starts).AsByte()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Lane(uint quad, uint lengths) => lengths
        | (((((quad >> HtQuadTable.KnownOnesShift) & 15) * Spread) & Lowest) << OneShift)
        | (((((quad >> HtQuadTable.RhoShift) & 15) * Spread) & Lowest) << SignificantShift);
}
