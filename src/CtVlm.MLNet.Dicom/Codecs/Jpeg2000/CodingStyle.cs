using System.Runtime.CompilerServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>How a tile is transformed, cut into blocks and ordered: COD, overridden for the component by COC.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 A.6.1-A.6.2, tables A.12-A.21.</remarks>
internal struct CodingStyle
{
    /// <summary>The most decomposition levels that the standard allows.</summary>
    public const int MaxLevels = 32;

    private PrecinctSizes _precincts;
    private bool _isComponentSpecific;

    public ProgressionOrder Progression { get; private set; }

    /// <summary>Quality layers, 1 to 65,535.</summary>
    public int Layers { get; private set; }

    /// <summary>Decomposition levels, 0 to 32; there is one resolution level more.</summary>
    public int Levels { get; private set; }

    /// <summary>Base-2 logarithm of the nominal block width, 2 to 10.</summary>
    public int BlockWidthLog2 { get; private set; }

    /// <summary>Base-2 logarithm of the nominal block height, 2 to 10; both together at most 12.</summary>
    public int BlockHeightLog2 { get; private set; }

    public CodeBlockStyle BlockStyle { get; private set; }

    /// <summary>Whether the 5/3 transform is in use, else the 9/7.</summary>
    public bool IsReversible { get; private set; }

    /// <summary>Whether a COD was read.</summary>
    public readonly bool IsPresent => Layers > 0;

    /// <summary>Base-2 logarithms of the precinct size of a resolution level, 0 to 15.</summary>
    public readonly (int Width, int Height) PrecinctLog2(int resolution) => (_precincts[resolution] & 15, _precincts[resolution] >> 4);

    /// <summary>Begins a tile's header, whose COD overrides what the main header's COC said.</summary>
    public void BeginTile() => _isComponentSpecific = false;

    /// <summary>Reads COD. What COC said in the same header stays.</summary>
    public void ReadDefault(ReadOnlySpan<byte> body)
    {
        MarkerReader reader = new(body, "COD");
        int style = reader.ReadByte();
        Progression = Order(reader.ReadByte(), "COD");
        Layers = reader.ReadUInt16();
        if (Layers == 0)
        {
            Jpeg2000Throw.Field("COD", "layers", 0, "1 to 65535");
        }

        // The multiple component transformation is of no account with one component.
        _ = reader.ReadByte();
        if (!_isComponentSpecific)
        {
            ReadParameters(ref reader, hasPrecincts: (style & 1) != 0, "COD");
        }
    }

    /// <summary>Reads COC; one for another component is left alone.</summary>
    public void ReadComponent(ReadOnlySpan<byte> body)
    {
        MarkerReader reader = new(body, "COC");
        if (reader.ReadByte() == 0)
        {
            _isComponentSpecific = true;
            ReadParameters(ref reader, hasPrecincts: (reader.ReadByte() & 1) != 0, "COC");
        }
    }

    /// <summary>A progression order from its code.</summary>
    public static ProgressionOrder Order(int code, string marker)
    {
        if (code > (int)ProgressionOrder.ComponentPosition)
        {
            Jpeg2000Throw.Field(marker, "progression order", code, "0 to 4");
        }

        return (ProgressionOrder)code;
    }

    private void ReadParameters(ref MarkerReader reader, bool hasPrecincts, string marker)
    {
        Levels = Bounded(reader.ReadByte(), 0, MaxLevels, marker, "decomposition levels");
        BlockWidthLog2 = Bounded(reader.ReadByte() + 2, 2, 10, marker, "code block width exponent");
        BlockHeightLog2 = Bounded(reader.ReadByte() + 2, 2, 12 - BlockWidthLog2, marker, "code block height exponent");
        BlockStyle = (CodeBlockStyle)reader.ReadByte();
        if ((BlockStyle & CodeBlockStyle.Mixed) != 0)
        {
            Jpeg2000Throw.Field(marker, "code block style", (int)BlockStyle, "one block coder for the whole frame");
        }

        IsReversible = Bounded(reader.ReadByte(), 0, 1, marker, "wavelet transformation") == 1;
        for (int resolution = 0; resolution <= Levels; resolution++)
        {
            _precincts[resolution] = hasPrecincts ? PrecinctSize(reader.ReadByte(), resolution, marker) : (byte)0xFF;
        }
    }

    private static int Bounded(int value, int low, int high, string marker, string field)
    {
        if (value < low || value > high)
        {
            Jpeg2000Throw.Field(marker, field, value, FormattableString.Invariant($"{low} to {high}"));
        }

        return value;
    }

    /// <summary>Above the lowest resolution level a precinct is halved between the bands, so it cannot be one sample wide (table A.21).</summary>
    private static byte PrecinctSize(int code, int resolution, string marker)
    {
        if (resolution > 0 && ((code & 15) == 0 || code >> 4 == 0))
        {
            Jpeg2000Throw.Field(marker, "precinct size exponents", code, "1 or more each above resolution level 0");
        }

        return (byte)code;
    }

    [InlineArray(MaxLevels + 1)]
    private struct PrecinctSizes
    {
        private byte _first;
    }
}
