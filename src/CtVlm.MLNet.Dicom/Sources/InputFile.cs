namespace CtVlm.MLNet.Dicom;

/// <summary>A file that the caller holds in memory or as a stream.</summary>
internal sealed class InputFile(DicomInput input, DicomLimits limits) : IDicomFile
{
    public string Name { get; } = EntryPath.LastPart(input.Name);

    public string RelativePath { get; } = EntryPath.Normalize(input.Name);

    public string Location => input.Name;

    public IByteSource Open(long firstPosition = 0) => input.Open(Name, limits);
}
