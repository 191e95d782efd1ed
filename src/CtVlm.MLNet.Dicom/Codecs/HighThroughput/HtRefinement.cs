using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>The two passes that take a block one bit plane below its cleanup pass: significance propagation and magnitude refinement.</summary>
/// <remarks>
/// Both scan stripes of four rows, column by column. Their bits share one segment, the first pass reading it from the front, the second from the back; a part that
/// is used up goes on with zeros. <b>Source:</b> ITU-T T.814 7.1.5, 7.1.6, 7.4, 7.5.
/// </remarks>
internal ref struct HtRefinement
{
    private const int StripeRows = 4;
    private const int GroupColumns = 4;
    private const byte FromCleanup = 1;
    private const byte FromPropagation = 2;

    private readonly HtBlock _block;
    private readonly Span<int> _coefficients;
    private readonly int _plane;

    // Which samples are significant, with one more sample around the block that never is.
    private readonly Span<byte> _map;
    private readonly int _mapWidth;

    private HtRefinement(HtBlock block, Span<int> coefficients, Span<byte> map)
    {
        _block = block;
        _coefficients = coefficients;
        _plane = block.LowestPlane - 1;
        _map = map;
        _mapWidth = block.Width + 2;
        map.Clear();
        for (int y = 0; y < block.Height; y++)
        {
            for (int x = 0; x < block.Width; x++)
            {
                map[MapIndex(x, y)] = coefficients[(y * block.Width) + x] != 0 ? FromCleanup : (byte)0;
            }
        }
    }

    /// <summary>Decodes one or both passes.</summary>
    /// <param name="segment">The refinement segment.</param>
    /// <param name="hasMagnitudes">Whether the magnitude refinement pass is there too.</param>
    /// <param name="block">The block, its lowest plane above 0.</param>
    /// <param name="isVerticallyCausal">Whether samples of the next stripe count as insignificant.</param>
    /// <param name="coefficients">What the cleanup pass gave.</param>
    /// <exception cref="CodecException">The segment is damaged.</exception>
    public static void Decode(ReadOnlySpan<byte> segment, bool hasMagnitudes, HtBlock block, bool isVerticallyCausal, Span<int> coefficients)
    {
        // A pass takes at most two bits a sample; seven or eight of them come from a byte.
        int samples = block.Width * block.Height;
        int maxBytes = samples * 2 / 7;
        int bitBytes = maxBytes + 2 + (samples / 4) + HtBits.Padding;
        int mapBytes = (block.Width + 2) * (block.Height + 2);
        byte[] scratch = ArrayPool<byte>.Shared.Rent(mapBytes + bitBytes);
        try
        {
            Span<byte> bits = scratch.AsSpan(mapBytes, bitBytes);
            HtRefinement passes = new(block, coefficients, scratch.AsSpan(0, mapBytes));
            _ = HtBits.UnpackForward(segment[..Math.Min(segment.Length, maxBytes + 1)], bits, filling: 0, isShared: true);
            passes.Propagate(bits, isVerticallyCausal);
            if (hasMagnitudes)
            {
                _ = HtBits.UnpackBackward(segment[Math.Max(0, segment.Length - maxBytes - 1)..], isNibbleFirst: false, bits);
                passes.Refine(bits);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private readonly int MapIndex(int x, int y) => ((y + 1) * _mapWidth) + x + 1;

    // 7.4: the bits of four columns say what becomes significant, then come the signs of those that did.
    private readonly void Propagate(Span<byte> bits, bool isVerticallyCausal)
    {
        int position = 0;
        for (int y = 0; y < _block.Height; y += StripeRows)
        {
            for (int x = 0; x < _block.Width; x += GroupColumns)
            {
                PropagateGroup(bits, ref position, x, y, isVerticallyCausal);
            }
        }
    }

    private readonly void PropagateGroup(Span<byte> bits, ref int position, int left, int top, bool isVerticallyCausal)
    {
        int right = Math.Min(left + GroupColumns, _block.Width);
        int bottom = Math.Min(top + StripeRows, _block.Height);
        uint found = 0;
        for (int x = left, mask = 0; x < right; x++, mask = (x - left) * StripeRows)
        {
            for (int y = top; y < bottom; y++, mask++)
            {
                int at = MapIndex(x, y);
                bool seesBelow = !isVerticallyCausal || y != top + StripeRows - 1;
                if (_map[at] == 0 && HasSignificantNeighbour(at, seesBelow) && Bit(bits, position++) != 0)
                {
                    _map[at] = FromPropagation;
                    found |= 1u << mask;
                }
            }
        }

        for (; found != 0; found &= found - 1)
        {
            int index = System.Numerics.BitOperations.TrailingZeroCount(found);
            int magnitude = (2 << _plane) + HtBlock.Middle(_plane);
            int at = ((top + (index % StripeRows)) * _block.Width) + left + (index / StripeRows);
            _coefficients[at] = Bit(bits, position++) != 0 ? -magnitude : magnitude;
        }
    }

    private readonly bool HasSignificantNeighbour(int at, bool seesBelow)
    {
        int near = _map[at - 1] | _map[at + 1] | Three(at - _mapWidth);
        return (seesBelow ? near | Three(at + _mapWidth) : near) != 0;
    }

    private readonly int Three(int at) => _map[at - 1] | _map[at] | _map[at + 1];

    // 7.5: one more bit for each sample of the cleanup pass; what was the middle of two steps becomes the lower or the upper one.
    private readonly void Refine(Span<byte> bits)
    {
        int position = 0;
        for (int top = 0; top < _block.Height; top += StripeRows)
        {
            int bottom = Math.Min(top + StripeRows, _block.Height);
            for (int x = 0; x < _block.Width; x++)
            {
                for (int y = top; y < bottom; y++)
                {
                    if (_map[MapIndex(x, y)] == FromCleanup)
                    {
                        int isLower = 1 - Bit(bits, position++);
                        ref int coefficient = ref _coefficients[(y * _block.Width) + x];
                        int change = HtBlock.Middle(_plane) - (isLower << (_plane + 1));
                        coefficient += coefficient < 0 ? -change : change;
                    }
                }
            }
        }
    }

    private static int Bit(Span<byte> bits, int position) => (bits[position >> 3] >> (position & 7)) & 1;
}
