namespace CtVlm.MLNet.Dicom;

/// <summary>Decodes the tiles of a frame one by one: headers, packets, code blocks, wavelet transform, samples. Holds pooled memory.</summary>
internal sealed class TileDecoder : IDisposable
{
    private readonly TileLayout _layout = new();
    private readonly CodeBlockDecoder _blocks = new();
    private readonly InverseWavelet _wavelet = new();
    private PooledList<ProgressionChange> _changes;
    private PackedHeaders _packed;
    private PooledList<byte> _data;
    private PooledList<int> _plane;

    /// <summary>Decodes a tile into its place in the frame.</summary>
    public void Decode(in Jpeg2000Codestream codestream, int tile, PixelFormat format, Span<byte> samples)
    {
        CodingParameters parameters = codestream.Parameters;
        ReadHeaders(in codestream, tile, ref parameters, out bool isPacked);
        parameters.Check();

        ReadOnlySpan<byte> data = PacketData(in codestream, codestream.FirstPart(tile));
        TileGrid grid = codestream.Grid;
        _layout.Build(grid.Tile(tile), grid.Precision, in parameters, isPacked ? _packed.Bytes.Length : data.Length);
        PacketReader reader = new(_layout, parameters.Style.BlockStyle, data, _packed.Bytes, isPacked);
        new PacketSequence(_layout, reader).ReadAll(in parameters.Style, _changes.Items);

        DecodeBlocks(data, in parameters);
        ReadOnlySpan<int> plane = _wavelet.Reconstruct(_layout, _plane.Items, parameters.Style.IsReversible);
        SampleWriter.Write(plane, _layout.Samples, grid, parameters.Style.IsReversible, format, samples);
    }

    /// <summary>Returns the pooled memory; the decoder may be used again.</summary>
    public void Dispose()
    {
        _layout.Dispose();
        _blocks.Dispose();
        _wavelet.Dispose();
        _changes.Dispose();
        _packed.Dispose();
        _data.Dispose();
        _plane.Dispose();
    }

    /// <summary>Reads the headers of all the tile's parts. Progression changes of a tile replace those of the main header.</summary>
    private void ReadHeaders(in Jpeg2000Codestream codestream, int tile, ref CodingParameters parameters, out bool isPacked)
    {
        _changes.Clear();
        _packed.Clear();
        parameters.BeginTile();
        for (int index = codestream.FirstPart(tile); index >= 0; index = codestream.Part(index).Next)
        {
            ref readonly TilePart part = ref codestream.Part(index);
            for (int position = part.HeaderStart; position < part.HeaderEnd;)
            {
                (int marker, int start, int end) = codestream.MarkerAt(position);
                ReadOnlySpan<byte> body = codestream.Bytes[start..end];
                if (marker == Jpeg2000Markers.ProgressionOrderChange)
                {
                    ProgressionChange.Read(body, ref _changes);
                }
                else if (marker == Jpeg2000Markers.PackedHeadersTilePart)
                {
                    _packed.Note(codestream.Bytes, start, end - start);
                }
                else
                {
                    parameters.Apply(marker, body);
                }

                position = end;
            }
        }

        if (_changes.Count == 0)
        {
            foreach (ProgressionChange change in codestream.Changes.Items)
            {
                _changes.Add(change);
            }
        }

        isPacked = _packed.IsPresent || codestream.HasPackedHeaders;
        JoinPackedHeaders(in codestream, tile);
    }

    private void JoinPackedHeaders(in Jpeg2000Codestream codestream, int tile)
    {
        if (_packed.IsPresent)
        {
            _packed.Join(codestream.Bytes);
            return;
        }

        for (int index = codestream.FirstPart(tile); index >= 0; index = codestream.Part(index).Next)
        {
            _packed.Append(codestream.PackedHeadersOf(in codestream.Part(index)));
        }
    }

    /// <summary>The packet data of all the tile's parts: where it lies, or joined when there are several.</summary>
    private ReadOnlySpan<byte> PacketData(in Jpeg2000Codestream codestream, int index)
    {
        TilePart part = codestream.Part(index);
        if (part.Next < 0)
        {
            return codestream.Bytes[part.DataStart..part.DataEnd];
        }

        _data.Clear();
        for (; index >= 0; index = codestream.Part(index).Next)
        {
            part = codestream.Part(index);
            ReadOnlySpan<byte> bytes = codestream.Bytes[part.DataStart..part.DataEnd];
            int start = _data.Extend(bytes.Length);
            bytes.CopyTo(_data.Items[start..]);
        }

        return _data.Items;
    }

    private void DecodeBlocks(ReadOnlySpan<byte> data, in CodingParameters parameters)
    {
        int stride = _layout.Samples.Width;
        _plane.Clear();
        _plane.Extend(stride * _layout.Samples.Height);
        foreach (ref CodeBlock block in _layout.Blocks.Items)
        {
            if (block.FirstRunPlusOne == 0)
            {
                continue;
            }

            Span<int> coefficients = _blocks.Decode(in block, _layout, data, in parameters);
            if (parameters.RegionShift > 0)
            {
                Dequantizer.LowerRegion(coefficients, parameters.RegionShift);
            }

            Span<int> target = _plane.Items[block.PlaneOffset..];
            if (parameters.Style.IsReversible)
            {
                Dequantizer.StoreIntegers(coefficients, block.Width, target, stride);
            }
            else
            {
                Dequantizer.StoreFloats(coefficients, block.Width, _layout.Bands[block.Band].HalfStep, target, stride);
            }
        }
    }
}
