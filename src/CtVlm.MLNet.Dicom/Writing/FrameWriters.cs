namespace CtVlm.MLNet.Dicom;

/// <summary>The transfer syntaxes that can be written. A codec joins by a line here.</summary>
internal static class FrameWriters
{
    public static IReadOnlyList<IFrameWriter> All { get; } =
    [
        new NativeFrameWriter("ExplicitVRLittleEndian", "1.2.840.10008.1.2.1", isExplicit: true),
        new NativeFrameWriter("ImplicitVRLittleEndian", "1.2.840.10008.1.2", isExplicit: false),
        new RleFrameWriter(),
        new JpegLosslessFrameWriter(),
    ];

    /// <summary>Finds a writer by keyword, in any case, or by UID.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IFrameWriter Find(string nameOrUid)
    {
        ArgumentNullException.ThrowIfNull(nameOrUid);
        return TryFind(nameOrUid) ?? throw WriterThrow.UnknownSyntax(nameOrUid, All.Select(writer => writer.Name));
    }

    /// <summary>Finds a writer by keyword, in any case, or by UID; null when there is none.</summary>
    public static IFrameWriter? TryFind(string nameOrUid) =>
        All.FirstOrDefault(writer => writer.Name.Equals(nameOrUid, StringComparison.OrdinalIgnoreCase) || writer.Uid == nameOrUid);
}
