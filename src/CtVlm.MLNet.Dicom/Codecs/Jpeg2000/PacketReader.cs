using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads packets: which code blocks get how many passes in how many bytes, and where those bytes are.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.9, B.10 and A.8.</remarks>
internal ref struct PacketReader
{
    /// <summary>More than any precision, gain and guard bits add up to.</summary>
    private const int MostZeroBitPlanes = 80;

    private readonly TileLayout _layout;
    private readonly ReadOnlySpan<byte> _data;
    private readonly ReadOnlySpan<byte> _packedHeaders;
    private readonly bool _isPacked;
    private readonly CodeBlockStyle _style;
    private int _dataPosition;
    private int _headerPosition;

    /// <summary>Makes a reader of one tile.</summary>
    /// <param name="layout">The tile's precincts and blocks, which receive what the packets say.</param>
    /// <param name="style">How code blocks are written.</param>
    /// <param name="data">The packet data of all the tile's parts.</param>
    /// <param name="packedHeaders">The packet headers, where they are not in the data.</param>
    /// <param name="isPacked">Whether they are not.</param>
    public PacketReader(TileLayout layout, CodeBlockStyle style, ReadOnlySpan<byte> data, ReadOnlySpan<byte> packedHeaders, bool isPacked)
    {
        _layout = layout;
        _style = style;
        _data = data;
        _packedHeaders = packedHeaders;
        _isPacked = isPacked;
    }

    /// <summary>Reads the packet of a precinct's next layer.</summary>
    public void Read(ref Precinct precinct)
    {
        if (IsMarker(_data, _dataPosition, Jpeg2000Markers.StartOfPacket))
        {
            // SOP: marker, length 4, sequence number.
            _dataPosition = Math.Min(_dataPosition + 6, _data.Length);
        }

        int firstRun = _layout.Runs.Count;
        if (_isPacked)
        {
            _headerPosition = ReadHeader(_packedHeaders, _headerPosition, ref precinct);
        }
        else
        {
            _dataPosition = ReadHeader(_data, _dataPosition, ref precinct);
        }

        foreach (ref SegmentRun run in _layout.Runs.Items[firstRun..])
        {
            if (run.Length > _data.Length - _dataPosition)
            {
                Jpeg2000Throw.PacketDataCut(run.Length, _data.Length - _dataPosition);
            }

            run.Start = _dataPosition;
            _dataPosition += run.Length;
        }

        precinct.NextLayer++;
    }

    /// <returns>Position after the header and the marker EPH that may end it.</returns>
    private readonly int ReadHeader(ReadOnlySpan<byte> source, int position, ref Precinct precinct)
    {
        PacketBits bits = new(source, position);
        if (bits.ReadBit() != 0)
        {
            for (int i = 0; i < precinct.ShareCount; i++)
            {
                ref PrecinctShare share = ref _layout.Shares[precinct.FirstShare + i];
                for (int block = 0; block < share.BlockCount; block++)
                {
                    ReadBlock(ref bits, in share, block, precinct.NextLayer);
                }
            }
        }

        bits.Align();
        return IsMarker(source, bits.Position, Jpeg2000Markers.EndOfPacketHeader) ? bits.Position + 2 : bits.Position;
    }

    private readonly void ReadBlock(ref PacketBits bits, in PrecinctShare share, int index, int layer)
    {
        ref CodeBlock block = ref _layout.Blocks[share.FirstBlock + index];
        if (block.IsIncluded)
        {
            if (bits.ReadBit() == 0)
            {
                return;
            }
        }
        else
        {
            if (!TagTree.IsBelow(_layout.TagTrees.Items, share.InclusionTree + index, layer + 1, ref bits))
            {
                return;
            }

            block.IsIncluded = true;
            block.LengthBits = 3;
            block.ZeroBitPlanes = ReadZeroBitPlanes(ref bits, share.ZeroPlanesTree + index);
        }

        int passes = bits.ReadPasses();
        while (bits.ReadBit() != 0)
        {
            block.LengthBits++;
            if (block.LengthBits > 31)
            {
                throw Jpeg2000Throw.Invalid($"a packet header gives a segment length more than 31 bits.");
            }
        }

        if ((_style & CodeBlockStyle.HighThroughput) != 0)
        {
            ReadHighThroughputRuns(ref bits, ref block, passes);
        }
        else
        {
            ReadRuns(ref bits, ref block, passes);
        }
    }

    /// <summary>The number of missing bit planes: the least threshold that the tag tree's leaf is below, less one (B.10.5).</summary>
    private readonly byte ReadZeroBitPlanes(ref PacketBits bits, int leaf)
    {
        int planes = 0;
        while (!TagTree.IsBelow(_layout.TagTrees.Items, leaf, planes + 1, ref bits))
        {
            planes++;
            if (planes > MostZeroBitPlanes)
            {
                throw Jpeg2000Throw.Invalid($"a packet header gives a code block more than {MostZeroBitPlanes} empty bit planes.");
            }
        }

        return (byte)planes;
    }

    /// <summary>Shares the passes out to segments, each with a length of its own (B.10.7.1 and B.10.7.2).</summary>
    private readonly void ReadRuns(ref PacketBits bits, ref CodeBlock block, int passes)
    {
        while (passes > 0)
        {
            int capacity = SegmentCapacity(block.Passes - block.SegmentPasses);
            if (block.SegmentPasses == capacity)
            {
                block.SegmentPasses = 0;
                capacity = SegmentCapacity(block.Passes);
            }

            int taken = Math.Min(passes, capacity - block.SegmentPasses);
            AddRun(ref bits, ref block, taken, PacketBits.LengthBits(block.LengthBits, taken), opensSegment: block.SegmentPasses == 0);
            block.SegmentPasses += taken;
            passes -= taken;
        }
    }

    /// <summary>
    /// How many passes a segment takes that begins with a given pass (table D.9): in bypass mode ten in the arithmetic coder, then in turn
    /// two raw ones and a cleanup pass.
    /// </summary>
    private readonly int SegmentCapacity(int firstPass)
    {
        const int FirstRawPass = 10;
        if ((_style & CodeBlockStyle.TerminateAll) != 0)
        {
            return 1;
        }

        if ((_style & CodeBlockStyle.Bypass) == 0)
        {
            return int.MaxValue;
        }

        return firstPass == 0 ? FirstRawPass : (firstPass - FirstRawPass) % 3 == 0 ? 2 : 1;
    }

    /// <summary>
    /// One high-throughput set: a cleanup pass in a segment of its own, then up to two refinement passes in another. Placeholder passes
    /// before the set have no bytes; three of them stand for one more empty bit plane, and their number enters the first length's bits.
    /// </summary>
    /// <remarks><b>Source:</b> ITU-T T.814 annex B.</remarks>
    private readonly void ReadHighThroughputRuns(ref PacketBits bits, ref CodeBlock block, int passes)
    {
        if (block.FirstRunPlusOne == 0)
        {
            int refinements = (block.Passes + passes - 1) % 3;
            int opening = passes - refinements;
            uint length = opening > 0 ? bits.Read(PacketBits.LengthBits(block.LengthBits, opening)) : 0;
            if (length == 0)
            {
                SkipPlaceholders(ref bits, ref block, passes, opening);
                return;
            }

            int planes = block.ZeroBitPlanes + ((block.Passes + opening - 1) / 3);
            if (planes > MostZeroBitPlanes)
            {
                throw Jpeg2000Throw.Invalid($"placeholder passes give a high-throughput code block {planes} empty bit planes, at most {MostZeroBitPlanes} expected.");
            }

            block.ZeroBitPlanes = (byte)planes;
            AddRun(ref block, 1, length, opensSegment: true);
            block.Passes = 1;
            passes = refinements;
        }

        if (block.Passes + passes > 3)
        {
            throw Jpeg2000Throw.Invalid($"a high-throughput code block has {block.Passes + passes} passes; one cleanup and two refinement passes are supported.");
        }

        if (passes > 0)
        {
            AddRun(ref bits, ref block, passes, PacketBits.LengthBits(block.LengthBits, passes), opensSegment: block.Passes == 1);
        }
    }

    /// <summary>Nothing but placeholders: the length has as many bits as that of a segment with all the passes, and is zero.</summary>
    private static void SkipPlaceholders(ref PacketBits bits, ref CodeBlock block, int passes, int opening)
    {
        int read = opening > 0 ? PacketBits.LengthBits(block.LengthBits, opening) : 0;
        if (bits.Read(PacketBits.LengthBits(block.LengthBits, passes) - read) != 0)
        {
            throw Jpeg2000Throw.Invalid($"a packet header gives placeholder passes of a high-throughput code block a length.");
        }

        block.Passes += passes;
    }

    private readonly void AddRun(ref PacketBits bits, ref CodeBlock block, int passes, int lengthBits, bool opensSegment)
    {
        if (lengthBits > 31)
        {
            throw Jpeg2000Throw.Invalid($"a packet header gives a segment length {lengthBits} bits, at most 31 expected.");
        }

        AddRun(ref block, passes, bits.Read(lengthBits), opensSegment);
        block.Passes += passes;
    }

    private readonly void AddRun(ref CodeBlock block, int passes, uint length, bool opensSegment)
    {
        int index = _layout.Runs.Add(new SegmentRun { Length = (int)length, Passes = passes, OpensSegment = opensSegment });
        if (block.FirstRunPlusOne == 0)
        {
            block.FirstRunPlusOne = index + 1;
        }
        else
        {
            _layout.Runs[block.LastRunPlusOne - 1].NextPlusOne = index + 1;
        }

        block.LastRunPlusOne = index + 1;
    }

    /// <summary>Neither a packet header nor packet data can begin with these markers, so they are found whether promised or not.</summary>
    private static bool IsMarker(ReadOnlySpan<byte> bytes, int position, int marker) =>
        position <= bytes.Length - 2 && BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]) == marker;
}
