namespace CtVlm.MLNet.Dicom;

/// <summary>One entry of POC: a block of packets and their order.</summary>
/// <param name="FirstResolution">The first resolution level.</param>
/// <param name="EndResolution">The resolution level after the last.</param>
/// <param name="EndLayer">The layer after the last; layers already sent are not sent again.</param>
/// <param name="Order">The order within the block.</param>
/// <remarks><b>Source:</b> ITU-T T.800 A.6.6.</remarks>
internal readonly record struct ProgressionChange(int FirstResolution, int EndResolution, int EndLayer, ProgressionOrder Order)
{
    /// <summary>Each entry is a walk over all packets of a tile, so their number is bounded; encoders write a handful.</summary>
    private const int MaxChanges = 64;

    /// <summary>Adds the entries of a POC marker segment that name component 0.</summary>
    public static void Read(ReadOnlySpan<byte> body, ref PooledList<ProgressionChange> changes)
    {
        MarkerReader reader = new(body, "POC");
        while (reader.Remaining > 0)
        {
            int firstResolution = reader.ReadByte(), firstComponent = reader.ReadByte(), endLayer = reader.ReadUInt16();
            int endResolution = reader.ReadByte();
            _ = reader.ReadByte();
            ProgressionOrder order = CodingStyle.Order(reader.ReadByte(), "POC");
            if (firstComponent == 0)
            {
                changes.Add(new ProgressionChange(firstResolution, endResolution, endLayer, order));
            }
        }

        if (changes.Count > MaxChanges)
        {
            Jpeg2000Throw.Field("POC", "progression order changes", changes.Count, FormattableString.Invariant($"at most {MaxChanges}"));
        }
    }
}
