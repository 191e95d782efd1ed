using System.Runtime.InteropServices;
using CtVlm.MLNet.Dicom;
using SharpFuzz.Common;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>
/// The trace that an instrumented library writes: one counter for each pair of branches that follow each other. Says of a run whether it took a way that none
/// took before.
/// </summary>
/// <remarks>Counts fall into the classes 1, 2, 3, 4-7, 8-15, 16-31, 32-127 and more, as in American fuzzy lop, so that another loop count is another way up to a point.</remarks>
internal sealed unsafe class EdgeMap
{
    /// <summary>Number of counters; SharpFuzz draws branch numbers below it.</summary>
    public const int Size = 1 << 16;

    private static readonly byte* Memory = Attach();
    private readonly byte[] _seen = new byte[Size];

    /// <summary>Whether the library in this process writes a trace at all.</summary>
    public static bool IsInstrumented { get; } = typeof(DicomException).Assembly.GetReferencedAssemblies().Any(name => name.Name == "SharpFuzz.Common");

    /// <summary>Number of counters that were ever not zero.</summary>
    public int Edges { get; private set; }

    private static Span<byte> Counters => new(Memory, Size);

    /// <summary>Gives the trace a place. Must come before the first call into the library: an instrumented one writes at once.</summary>
    public static void Prepare() => Trace.SharedMem = Memory;

    /// <summary>Forgets the last run.</summary>
    public static void Clear()
    {
        Counters.Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds the last run to what was seen.</summary>
    /// <returns>Whether it took a new way.</returns>
    public bool Merge()
    {
        bool isNew = false;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(Counters);
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] != 0)
            {
                isNew |= MergeWord(8 * i);
            }
        }

        return isNew;
    }

    private bool MergeWord(int start)
    {
        bool isNew = false;
        for (int i = start; i < start + 8; i++)
        {
            byte bit = Class(Memory[i]);
            if ((bit & ~_seen[i]) != 0)
            {
                Edges += _seen[i] == 0 ? 1 : 0;
                _seen[i] |= bit;
                isNew = true;
            }
        }

        return isNew;
    }

    private static byte Class(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };

    /// <summary>The map lives as long as the process: instrumented code may write at any time.</summary>
    private static byte* Attach() => (byte*)NativeMemory.AllocZeroed(Size);
}
