namespace CtVlm.MLNet.Dicom;

/// <summary>Reads a tile's packets in the order in which they were written.</summary>
/// <remarks>
/// With one component, the orders that begin with resolution and position, or component and position, need no walk over the grid: the
/// precincts of a level come row by row, and levels are merged by the position of their next precinct.
/// <b>Source:</b> ITU-T T.800 B.12.
/// </remarks>
internal ref struct PacketSequence
{
    private readonly TileLayout _layout;
    private PacketReader _reader;

    public PacketSequence(TileLayout layout, PacketReader reader)
    {
        _layout = layout;
        _reader = reader;
    }

    /// <summary>Reads all packets.</summary>
    /// <exception cref="CodecException">The packets end early, or the progressions leave some out.</exception>
    public void ReadAll(in CodingStyle style, ReadOnlySpan<ProgressionChange> changes)
    {
        if (changes.IsEmpty)
        {
            Read(new ProgressionChange(0, style.Levels + 1, style.Layers, style.Progression), style.Layers);
        }

        foreach (ProgressionChange change in changes)
        {
            Read(change, style.Layers);
        }

        foreach (ref Precinct precinct in _layout.Precincts.Items)
        {
            if (precinct.NextLayer < style.Layers)
            {
                throw Jpeg2000Throw.Invalid($"the progressions of a tile leave out packets: {precinct.NextLayer} of {style.Layers} layers of a precinct.");
            }
        }
    }

    private void Read(ProgressionChange change, int layers)
    {
        int endLayer = Math.Min(change.EndLayer, layers);
        Span<Resolution> levels = _layout.Resolutions.Items;
        int end = Math.Min(change.EndResolution, levels.Length);
        int start = Math.Min(change.FirstResolution, end);
        switch (change.Order)
        {
            case ProgressionOrder.LayerResolution:
                for (int layer = 0; layer < endLayer; layer++)
                {
                    ReadLayer(levels[start..end], layer);
                }

                break;
            case ProgressionOrder.ResolutionLayer:
                for (int r = start; r < end; r++)
                {
                    for (int layer = 0; layer < endLayer; layer++)
                    {
                        ReadLayer(levels.Slice(r, 1), layer);
                    }
                }

                break;
            case ProgressionOrder.ResolutionPosition:
                for (int r = start; r < end; r++)
                {
                    ReadByPosition(levels.Slice(r, 1), r, endLayer);
                }

                break;
            default:
                ReadByPosition(levels[start..end], start, endLayer);
                break;
        }
    }

    private void ReadLayer(ReadOnlySpan<Resolution> levels, int layer)
    {
        foreach (ref readonly Resolution level in levels)
        {
            for (int i = 0; i < level.PrecinctCount; i++)
            {
                ReadUpTo(level.FirstPrecinct + i, layer + 1);
            }
        }
    }

    /// <summary>Merges the levels' precincts by row, column and level.</summary>
    private void ReadByPosition(ReadOnlySpan<Resolution> levels, int firstLevel, int endLayer)
    {
        Span<int> next = stackalloc int[CodingStyle.MaxLevels + 1];
        next.Clear();
        while (true)
        {
            int best = -1;
            (long Y, long X) bestPosition = default;
            for (int i = 0; i < levels.Length; i++)
            {
                if (next[i] < levels[i].PrecinctCount)
                {
                    (long Y, long X) position = Position(in levels[i], _layout.Resolutions.Count - 1 - firstLevel - i, next[i]);
                    if (best < 0 || position.CompareTo(bestPosition) < 0)
                    {
                        (best, bestPosition) = (i, position);
                    }
                }
            }

            if (best < 0)
            {
                return;
            }

            ReadUpTo(levels[best].FirstPrecinct + next[best]++, endLayer);
        }
    }

    /// <summary>Where on the reference grid a precinct begins; one cut by the tile's edge begins there.</summary>
    private readonly (long Y, long X) Position(in Resolution level, int halvings, int index)
    {
        long x = (level.Samples.X0 >> level.PrecinctWidthLog2) + (index % level.PrecinctsAcross);
        long y = (level.Samples.Y0 >> level.PrecinctHeightLog2) + (index / level.PrecinctsAcross);
        return (
            Math.Max(_layout.Samples.Y0, y << level.PrecinctHeightLog2 << halvings),
            Math.Max(_layout.Samples.X0, x << level.PrecinctWidthLog2 << halvings));
    }

    /// <summary>Reads the packets of a precinct that are due; an earlier progression may have read them.</summary>
    private void ReadUpTo(int index, int endLayer)
    {
        ref Precinct precinct = ref _layout.Precincts[index];
        while (precinct.NextLayer < endLayer)
        {
            _reader.Read(ref precinct);
        }
    }
}
