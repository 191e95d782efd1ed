using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>One code block while its bit planes are decoded: coefficients, flag words and context tables.</summary>
internal readonly ref struct BlockPlane
{
    /// <summary>Coefficients across and down.</summary>
    public readonly int Width;

    public readonly int Height;

    private readonly ref int _coefficients;
    private readonly ref uint _flags;
    private readonly ref byte _significance;

    /// <summary>Prepares a block.</summary>
    /// <param name="coefficients">Width x height coefficients, all zero.</param>
    /// <param name="flags">Room for the flag words, <see cref="FlagCount"/>; cleared here.</param>
    /// <param name="significance">The band's significance contexts.</param>
    /// <param name="width">Coefficients across.</param>
    /// <param name="height">Coefficients down.</param>
    public BlockPlane(Span<int> coefficients, Span<uint> flags, ReadOnlySpan<byte> significance, int width, int height)
    {
        Width = width;
        Height = height;
        flags[..FlagCount(width, height)].Clear();
        _coefficients = ref MemoryMarshal.GetReference(coefficients[..(width * height)]);
        _flags = ref MemoryMarshal.GetReference(flags);
        _significance = ref MemoryMarshal.GetReference(significance[..BlockContexts.NeighbourhoodCount]);
    }

    /// <summary>Flag words in a row: one a column, and one at either end that stands for the outside.</summary>
    public int Stride => Width + 2;

    /// <summary>Flag words of a block: a row a stripe, and one above and below that stand for the outside.</summary>
    public static int FlagCount(int width, int height) => (width + 2) * (((height + 3) / 4) + 2);

    /// <summary>The first coefficient of a stripe.</summary>
    public ref int Coefficients(int stripe) => ref Unsafe.Add(ref _coefficients, 4 * stripe * Width);

    /// <summary>The flag word of a stripe's first column.</summary>
    public ref uint Flags(int stripe) => ref Unsafe.Add(ref _flags, ((stripe + 1) * Stride) + 1);

    /// <summary>The own bits of those samples of a stripe's columns that are in the block; the last stripe may be cut.</summary>
    public uint CentresOf(int stripe)
    {
        int rows = Math.Min(4, Height - (4 * stripe));
        return BlockContexts.Centres & ((1u << ((3 * rows) + 2)) - 1);
    }

    /// <summary>The significance context of the sample whose neighbourhood begins at bit 0; bits above the ninth are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte SignificanceContext(uint neighbourhood) =>
        Unsafe.Add(ref _significance, neighbourhood & (BlockContexts.NeighbourhoodCount - 1));
}
