namespace CtVlm.MLNet.Dicom;

/// <summary>
/// How a tile is cut: resolution levels, bands, precincts and code blocks, in pooled lists that are refilled for each tile of a frame.
/// </summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.5-B.7, figures B.6-B.9.</remarks>
internal sealed class TileLayout : IDisposable
{
    public PooledList<Resolution> Resolutions;
    public PooledList<Subband> Bands;
    public PooledList<Precinct> Precincts;
    public PooledList<PrecinctShare> Shares;
    public PooledList<CodeBlock> Blocks;
    public PooledList<TagTreeNode> TagTrees;
    public PooledList<SegmentRun> Runs;

    /// <summary>The tile's samples in grid coordinates.</summary>
    public GridRectangle Samples { get; private set; }

    /// <summary>Lays out a tile.</summary>
    /// <param name="samples">The tile's samples.</param>
    /// <param name="precision">Bits of a sample.</param>
    /// <param name="parameters">The tile's parameters.</param>
    /// <param name="packetBytes">Bytes that hold the tile's packet headers, which bound the number of precincts and layers.</param>
    public void Build(GridRectangle samples, int precision, in CodingParameters parameters, long packetBytes)
    {
        Clear();
        Samples = samples;
        AddResolutions(in parameters.Style, packetBytes);
        for (int r = 0; r < Resolutions.Count; r++)
        {
            AddBands(r, precision, in parameters);
            AddPrecincts(in Resolutions[r], in parameters.Style);
        }
    }

    public void Dispose()
    {
        Resolutions.Dispose();
        Bands.Dispose();
        Precincts.Dispose();
        Shares.Dispose();
        Blocks.Dispose();
        TagTrees.Dispose();
        Runs.Dispose();
    }

    private void Clear()
    {
        Resolutions.Clear();
        Bands.Clear();
        Precincts.Clear();
        Shares.Clear();
        Blocks.Clear();
        TagTrees.Clear();
        Runs.Clear();
    }

    private void AddResolutions(in CodingStyle style, long packetBytes)
    {
        long precincts = 0;
        for (int r = 0; r <= style.Levels; r++)
        {
            (int width, int height) = style.PrecinctLog2(r);
            GridRectangle level = Samples.Subsample(style.Levels - r);
            Resolution resolution = new()
            {
                Samples = level,
                PrecinctWidthLog2 = width,
                PrecinctHeightLog2 = height,
                PrecinctsAcross = level.IsEmpty ? 0 : Cells(level.X0, level.X1, width),
                PrecinctsDown = level.IsEmpty ? 0 : Cells(level.Y0, level.Y1, height),
                FirstPrecinct = (int)precincts,
            };
            precincts += (long)resolution.PrecinctsAcross * resolution.PrecinctsDown;
            if (precincts * style.Layers > packetBytes)
            {
                Jpeg2000Throw.TooManyPackets(precincts * style.Layers, packetBytes);
            }

            Resolutions.Add(resolution);
        }
    }

    private void AddBands(int r, int precision, in CodingParameters parameters)
    {
        ref Resolution resolution = ref Resolutions[r];
        resolution.FirstBand = Bands.Count;
        resolution.BandCount = r == 0 ? 1 : 3;
        for (int i = 0; i < resolution.BandCount; i++)
        {
            int orientation = r == 0 ? 0 : i + 1;
            bool isHighAcross = (orientation & 1) != 0, isHighDown = (orientation & 2) != 0;
            int levels = parameters.Style.Levels - Math.Max(0, r - 1);
            (int exponent, int mantissa) = parameters.Steps.Step(Bands.Count, r);

            // Equation E-3 with the nominal range of table E.1: each high-pass direction adds one bit.
            int range = precision + (isHighAcross ? 1 : 0) + (isHighDown ? 1 : 0);
            Bands.Add(new Subband
            {
                Samples = Samples.Subsample(levels, isHighAcross, isHighDown),
                IsHighAcross = isHighAcross,
                IsHighDown = isHighDown,
                PlaneOffset = PlaneOffset(r, isHighAcross, isHighDown),
                MagnitudeBits = parameters.Steps.GuardBits + exponent - 1,
                HalfStep = MathF.ScaleB(1 + (mantissa / 2048f), range - exponent - 1),
            });
        }
    }

    /// <summary>The tile's plane holds a level's high-pass bands to the right of and below the next lower level.</summary>
    private int PlaneOffset(int r, bool isHighAcross, bool isHighDown)
    {
        if (r == 0)
        {
            return 0;
        }

        ref Resolution lower = ref Resolutions[r - 1];
        return (isHighAcross ? lower.Samples.Width : 0) + (isHighDown ? lower.Samples.Height * Samples.Width : 0);
    }

    private void AddPrecincts(in Resolution resolution, in CodingStyle style)
    {
        // Above the lowest level a precinct is given on the level's grid, of which a band has every second sample.
        int halving = resolution.BandCount == 1 ? 0 : 1;
        int width = resolution.PrecinctWidthLog2 - halving, height = resolution.PrecinctHeightLog2 - halving;
        int blockWidth = Math.Min(width, style.BlockWidthLog2), blockHeight = Math.Min(height, style.BlockHeightLog2);
        int left = resolution.Samples.X0 >> resolution.PrecinctWidthLog2, top = resolution.Samples.Y0 >> resolution.PrecinctHeightLog2;
        for (int index = 0; index < resolution.PrecinctCount; index++)
        {
            int x = left + (index % resolution.PrecinctsAcross), y = top + (index / resolution.PrecinctsAcross);
            GridRectangle cell = Cell(x, y, width, height);
            Precincts.Add(new Precinct { FirstShare = Shares.Count, ShareCount = resolution.BandCount });
            for (int band = resolution.FirstBand; band < resolution.FirstBand + resolution.BandCount; band++)
            {
                AddShare(band, cell.Intersect(Bands[band].Samples), blockWidth, blockHeight);
            }
        }
    }

    private void AddShare(int band, GridRectangle samples, int widthLog2, int heightLog2)
    {
        PrecinctShare share = new() { FirstBlock = Blocks.Count };
        if (!samples.IsEmpty)
        {
            share.BlocksAcross = Cells(samples.X0, samples.X1, widthLog2);
            share.BlocksDown = Cells(samples.Y0, samples.Y1, heightLog2);
            share.InclusionTree = TagTree.Add(ref TagTrees, share.BlocksAcross, share.BlocksDown);
            share.ZeroPlanesTree = TagTree.Add(ref TagTrees, share.BlocksAcross, share.BlocksDown);
            AddBlocks(band, in share, samples, widthLog2, heightLog2);
        }

        Shares.Add(share);
    }

    private void AddBlocks(int band, in PrecinctShare share, GridRectangle samples, int widthLog2, int heightLog2)
    {
        ref Subband subband = ref Bands[band];
        int left = samples.X0 >> widthLog2, top = samples.Y0 >> heightLog2;
        for (int index = 0; index < share.BlockCount; index++)
        {
            GridRectangle block = Cell(left + (index % share.BlocksAcross), top + (index / share.BlocksAcross), widthLog2, heightLog2).Intersect(samples);
            Blocks.Add(new CodeBlock
            {
                PlaneOffset = subband.PlaneOffset + ((block.Y0 - subband.Samples.Y0) * Samples.Width) + (block.X0 - subband.Samples.X0),
                Width = (short)block.Width,
                Height = (short)block.Height,
                Band = (byte)band,
            });
        }
    }

    /// <summary>One cell of the grid of a power of two, its end kept within 31 bits.</summary>
    private static GridRectangle Cell(int x, int y, int widthLog2, int heightLog2) => new(
        x << widthLog2,
        y << heightLog2,
        (int)Math.Min((x + 1L) << widthLog2, int.MaxValue),
        (int)Math.Min((y + 1L) << heightLog2, int.MaxValue));

    /// <summary>How many cells of a power of two the range from start to end touches.</summary>
    private static int Cells(int start, int end, int log2) => (int)(((end - 1L) >> log2) - (start >> log2) + 1);
}
