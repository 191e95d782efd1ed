using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>Joins what the packets brought for a code block and decodes it to coefficients in half quantisation steps. Holds pooled memory.</summary>
/// <remarks>
/// A coefficient is twice its quantised value, away from zero by half of what is not known of it: an odd number when all bit planes are decoded.
/// <b>Source:</b> ITU-T T.800 D.4-D.6 and E.1.
/// </remarks>
internal sealed class CodeBlockDecoder : IDisposable
{
    /// <summary>A block has at most this many coefficients.</summary>
    public const int MaxCoefficients = 4096;

    /// <summary>Twice the magnitude and a half fit 31 bits.</summary>
    private const int MaxPlanes = 30;

    /// <summary>The first pass that the bypass mode writes raw, if it is no cleanup pass.</summary>
    private const int FirstRawPass = 10;

    /// <summary>A byte before each segment and two after it.</summary>
    private const int SegmentPadding = 3;

    private int[] _coefficients = [];
    private uint[] _flags = [];

    private PooledList<byte> _bytes;
    private PooledList<(int Start, int Length, int Passes)> _segments;

    /// <summary>Decodes a block that has coding passes.</summary>
    /// <param name="block">The block.</param>
    /// <param name="layout">The tile, which holds the block's runs and band.</param>
    /// <param name="data">The tile's packet data.</param>
    /// <param name="parameters">The tile's parameters.</param>
    /// <returns>Width x height coefficients, row by row, valid until the next call.</returns>
    public Span<int> Decode(in CodeBlock block, TileLayout layout, ReadOnlySpan<byte> data, in CodingParameters parameters)
    {
        Rent();
        Span<int> coefficients = _coefficients.AsSpan(0, block.Width * block.Height);
        coefficients.Clear();
        int magnitudeBits = layout.Bands[block.Band].MagnitudeBits + parameters.RegionShift;
        int planes = magnitudeBits - block.ZeroBitPlanes;
        Join(in block, layout, data);
        if ((parameters.Style.BlockStyle & CodeBlockStyle.HighThroughput) != 0)
        {
            DecodeHighThroughput(in block, magnitudeBits, in parameters, coefficients);
            return coefficients;
        }

        if (planes > MaxPlanes)
        {
            Jpeg2000Throw.Planes(planes, MaxPlanes);
        }

        if (block.Passes > (3 * planes) - 2)
        {
            Jpeg2000Throw.Passes(block.Passes, planes);
        }

        Subband band = layout.Bands[block.Band];
        BlockPlane plane = new(coefficients, _flags, BlockContexts.Significance(band.IsHighAcross, band.IsHighDown), block.Width, block.Height);
        if ((parameters.Style.BlockStyle & CodeBlockStyle.VerticallyCausal) != 0)
        {
            DecodePasses<CausalStripes>(in plane, planes, parameters.Style.BlockStyle);
        }
        else
        {
            DecodePasses<FreeStripes>(in plane, planes, parameters.Style.BlockStyle);
        }

        return coefficients;
    }

    /// <summary>Returns the pooled memory; the decoder may be used again.</summary>
    public void Dispose()
    {
        if (_coefficients.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_coefficients);
            ArrayPool<uint>.Shared.Return(_flags);
            _coefficients = [];
            _flags = [];
        }

        _bytes.Dispose();
        _segments.Dispose();
    }

    private void Rent()
    {
        if (_coefficients.Length == 0)
        {
            _coefficients = ArrayPool<int>.Shared.Rent(MaxCoefficients);

            // The most flag words are those of a block of 1024 x 4.
            _flags = ArrayPool<uint>.Shared.Rent(BlockPlane.FlagCount(1024, 4));
        }
    }

    /// <summary>Puts the runs of each segment together, with a zero byte before and FF FF after it, as the arithmetic decoder needs.</summary>
    private void Join(in CodeBlock block, TileLayout layout, ReadOnlySpan<byte> data)
    {
        _bytes.Clear();
        _segments.Clear();
        for (int next = block.FirstRunPlusOne; next != 0; next = layout.Runs[next - 1].NextPlusOne)
        {
            SegmentRun run = layout.Runs[next - 1];
            if (run.OpensSegment)
            {
                Close();
                _segments.Add((_bytes.Extend(1) + 1, 0, 0));
            }

            int start = _bytes.Extend(run.Length);
            data.Slice(run.Start, run.Length).CopyTo(_bytes.Items[start..]);
            ref (int Start, int Length, int Passes) segment = ref _segments[_segments.Count - 1];
            segment.Length += run.Length;
            segment.Passes += run.Passes;
        }

        Close();
    }

    private void Close()
    {
        if (_segments.Count > 0)
        {
            int end = _bytes.Extend(SegmentPadding - 1);
            _bytes.Items[end..].Fill(0xFF);
        }
    }

    private void DecodePasses<TRule>(in BlockPlane plane, int planes, CodeBlockStyle style)
        where TRule : struct, IStripeRule
    {
        Span<uint> contexts = stackalloc uint[BlockContexts.Count];
        BlockContexts.Reset(contexts);
        int pass = 0;
        foreach ((int start, int length, int passes) in _segments.Items)
        {
            bool isRaw = (style & CodeBlockStyle.Bypass) != 0 && pass >= FirstRawPass && pass % 3 != 0;
            if (isRaw)
            {
                RawDecoder raw = new(_bytes.Items.Slice(start, length));
                DecodeRaw<TRule>(ref raw, in plane, planes, pass, passes);
            }
            else
            {
                MqDecoder mq = new(_bytes.Items.Slice(start - 1, length + SegmentPadding));
                DecodeArithmetic<TRule>(ref mq, contexts, in plane, planes, pass, passes, style);
            }

            pass += passes;
        }
    }

    /// <summary>The plane of a pass: the first has a cleanup pass alone, each other three passes (figure D.1).</summary>
    private static int PlaneOf(int planes, int pass) => planes - 1 - ((pass + 2) / 3);

    private static void DecodeArithmetic<TRule>(
        ref MqDecoder mq, scoped Span<uint> contexts, in BlockPlane block, int planes, int firstPass, int passes, CodeBlockStyle style)
        where TRule : struct, IStripeRule
    {
        for (int pass = firstPass; pass < firstPass + passes; pass++)
        {
            int plane = PlaneOf(planes, pass);
            switch (pass % 3)
            {
                case 1:
                    BitPlaneDecoder.Significance<TRule>(ref mq, contexts, in block, plane);
                    break;
                case 2:
                    BitPlaneDecoder.Refinement(ref mq, contexts, in block, plane);
                    break;
                default:
                    BitPlaneDecoder.Cleanup<TRule>(ref mq, contexts, in block, plane);
                    if ((style & CodeBlockStyle.SegmentationSymbols) != 0)
                    {
                        BitPlaneDecoder.ReadSegmentationSymbols(ref mq, contexts);
                    }

                    break;
            }

            if ((style & CodeBlockStyle.ResetContexts) != 0)
            {
                BlockContexts.Reset(contexts);
            }
        }
    }

    private static void DecodeRaw<TRule>(ref RawDecoder raw, in BlockPlane block, int planes, int firstPass, int passes)
        where TRule : struct, IStripeRule
    {
        for (int pass = firstPass; pass < firstPass + passes; pass++)
        {
            if (pass % 3 == 1)
            {
                BitPlaneDecoder.RawSignificance<TRule>(ref raw, in block, PlaneOf(planes, pass));
            }
            else
            {
                BitPlaneDecoder.RawRefinement(ref raw, in block, PlaneOf(planes, pass));
            }
        }
    }

    /// <summary>The high-throughput coder's block: a cleanup segment and, with more than one pass, a refinement segment.</summary>
    private void DecodeHighThroughput(in CodeBlock block, int magnitudeBits, in CodingParameters parameters, Span<int> coefficients)
    {
        bool isCausal = (parameters.Style.BlockStyle & CodeBlockStyle.VerticallyCausal) != 0;
        ReadOnlySpan<byte> refinement = _segments.Count > 1 ? Segment(1) : default;
        HtBlockDecoder.Decode(Segment(0), refinement, block.Passes, block.ZeroBitPlanes, magnitudeBits, block.Width, block.Height, isCausal, coefficients);
    }

    private ReadOnlySpan<byte> Segment(int index) => _bytes.Items.Slice(_segments[index].Start, _segments[index].Length);
}
