namespace CtVlm.MLNet.Dicom;

/// <summary>One file of an archive, as the archive's directory describes it.</summary>
/// <param name="Name">Its name in the archive.</param>
/// <param name="Method">How it is compressed: 0 not at all, 8 by deflate.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
/// <param name="Checksum">CRC-32 of the content.</param>
/// <param name="PackedLength">Length in the archive, bytes.</param>
/// <param name="Length">Length of the content, bytes.</param>
/// <param name="HeaderPosition">Where its local header starts.</param>
internal sealed record ZipEntry(string Name, int Method, bool IsEncrypted, uint Checksum, long PackedLength, long Length, long HeaderPosition)
{
    public const int Stored = 0;
    public const int Deflated = 8;

    public bool IsFolder => Name.EndsWith('/') || Name.EndsWith('\\');
}
