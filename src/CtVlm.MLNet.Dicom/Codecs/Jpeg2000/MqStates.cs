using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>The probability states of the MQ coder, each packed with its more probable symbol into one number.</summary>
/// <remarks>
/// Bits 15 and up: Qe; bits 1 to 6: the state; bit 0: the more probable symbol. <b>Source:</b> ITU-T T.800 table C.2 and C.7.
/// </remarks>
internal static class MqStates
{
    private const int QeShift = 15;
    private const int Count = 47;

    private static readonly uint[] Transitions = MakeTransitions();

    /// <summary>The first state of all contexts but three.</summary>
    public static uint Initial { get; } = Entry(0, 0);

    /// <summary>The first state of the context of a first, all-zero neighbourhood.</summary>
    public static uint InitialZeroNeighbours { get; } = Entry(4, 0);

    /// <summary>The first state of the run-length context.</summary>
    public static uint InitialRunLength { get; } = Entry(3, 0);

    /// <summary>The state of the uniform context, which never adapts.</summary>
    public static uint InitialUniform { get; } = Entry(46, 0);

    private static ReadOnlySpan<ushort> Qe =>
    [
        0x5601, 0x3401, 0x1801, 0x0AC1, 0x0521, 0x0221, 0x5601, 0x5401, 0x4801, 0x3801, 0x3001, 0x2401,
        0x1C01, 0x1601, 0x5601, 0x5401, 0x5101, 0x4801, 0x3801, 0x3401, 0x3001, 0x2801, 0x2401, 0x2201,
        0x1C01, 0x1801, 0x1601, 0x1401, 0x1201, 0x1101, 0x0AC1, 0x09C1, 0x08A1, 0x0521, 0x0441, 0x02A1,
        0x0221, 0x0141, 0x0111, 0x0085, 0x0049, 0x0025, 0x0015, 0x0009, 0x0005, 0x0001, 0x5601,
    ];

    private static ReadOnlySpan<byte> AfterMoreProbable =>
    [
        1, 2, 3, 4, 5, 38, 7, 8, 9, 10, 11, 12, 13, 29, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
        25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 45, 46,
    ];

    private static ReadOnlySpan<byte> AfterLessProbable =>
    [
        1, 6, 9, 12, 29, 33, 6, 14, 14, 14, 17, 18, 20, 21, 14, 14, 15, 16, 17, 18, 19, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 46,
    ];

    /// <summary>The state after a symbol that renormalised.</summary>
    /// <param name="entry">The state before.</param>
    /// <param name="isLess">1 if the symbol was the less probable one, else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Next(uint entry, int isLess)
    {
        // The low seven bits of an entry are at most 93, and the array holds twice 94 numbers.
        return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Transitions), ((entry & 0x7F) * 2) + (uint)isLess);
    }

    private static uint Entry(int state, int symbol) => ((uint)Qe[state] << QeShift) | (uint)(state * 2) | (uint)symbol;

    private static uint[] MakeTransitions()
    {
        uint[] transitions = new uint[Count * 4];
        for (int i = 0; i < Count * 2; i++)
        {
            (int state, int symbol) = (i / 2, i % 2);
            bool isSwitched = state is 0 or 6 or 14;
            transitions[i * 2] = Entry(AfterMoreProbable[state], symbol);
            transitions[(i * 2) + 1] = Entry(AfterLessProbable[state], isSwitched ? 1 - symbol : symbol);
        }

        return transitions;
    }
}
