namespace CtVlm.MLNet.Dicom;

/// <summary>The inflated data set of a file of the deflated transfer syntax: positions count from the data set's first byte.</summary>
/// <param name="file">The file as it is stored.</param>
/// <param name="start">Where its deflated data set starts.</param>
/// <param name="length">Length of the inflated data set, bytes, as the scan found it.</param>
/// <param name="packedLength">Length of the deflated data set, bytes.</param>
/// <param name="maxInflatedBytes">The limit on the inflated length, should the file have changed since.</param>
/// <remarks><b>Source:</b> DICOM PS3.5 A.5.</remarks>
internal sealed class DeflatedFile(IDicomFile file, long start, int length, long packedLength, int maxInflatedBytes) : IDicomFile
{
    private readonly HeldContent _held = new(length, packedLength);

    public string Name => file.Name;

    public string RelativePath => file.RelativePath;

    public string Location => file.Location;

    public IByteSource Open(long firstPosition = 0) => _held.Serves(firstPosition) ? new BufferByteSource(_held.Get(Inflate)) : OpenPacked();

    private InflatedByteSource OpenPacked() => new(file.Open(), start, maxInflatedBytes, Name);

    private byte[] Inflate()
    {
        using InflatedByteSource source = OpenPacked();
        byte[] bytes = new byte[length];
        return source.Read(0, bytes) == length ? bytes : throw PixelThrow.Changed(Name);
    }
}
