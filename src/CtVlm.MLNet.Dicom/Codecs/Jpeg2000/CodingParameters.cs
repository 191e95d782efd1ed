namespace CtVlm.MLNet.Dicom;

/// <summary>What the headers say of the one component: those of the main header, copied for each tile and overridden by its own.</summary>
internal struct CodingParameters
{
    public CodingStyle Style;
    public QuantizationSteps Steps;

    /// <summary>By how many bit planes the region of interest was lifted above the background, 0 for none.</summary>
    public int RegionShift;

    /// <summary>Begins a tile's header.</summary>
    public void BeginTile()
    {
        Style.BeginTile();
        Steps.BeginTile();
    }

    /// <summary>Takes over a marker segment, if it is one of those that say how to decode.</summary>
    public void Apply(int marker, ReadOnlySpan<byte> body)
    {
        switch (marker)
        {
            case Jpeg2000Markers.CodingStyleDefault:
                Style.ReadDefault(body);
                break;
            case Jpeg2000Markers.CodingStyleComponent:
                Style.ReadComponent(body);
                break;
            case Jpeg2000Markers.QuantizationDefault:
                Steps.ReadDefault(body);
                break;
            case Jpeg2000Markers.QuantizationComponent:
                Steps.ReadComponent(body);
                break;
            case Jpeg2000Markers.RegionOfInterest:
                ReadRegion(body);
                break;
            default:
                break;
        }
    }

    /// <summary>Refuses a tile whose parameters are incomplete or contradict each other.</summary>
    public readonly void Check()
    {
        if (!Style.IsPresent)
        {
            Jpeg2000Throw.MissingMarker("COD");
        }

        if (!Steps.IsPresent)
        {
            Jpeg2000Throw.MissingMarker("QCD");
        }

        if (Style.IsReversible && !Steps.IsReversible)
        {
            throw Jpeg2000Throw.Invalid($"QCD quantises the coefficients of the reversible 5/3 transform, which have no quantisation steps (T.800 E.1).");
        }
    }

    /// <summary>RGN: component, style (0: max-shift is the only one of part 1), shift.</summary>
    private void ReadRegion(ReadOnlySpan<byte> body)
    {
        MarkerReader reader = new(body, "RGN");
        if (reader.ReadByte() != 0)
        {
            return;
        }

        int style = reader.ReadByte();
        if (style != 0)
        {
            Jpeg2000Throw.Field("RGN", "region style", style, "0 (max-shift)");
        }

        RegionShift = reader.ReadByte();
    }
}
