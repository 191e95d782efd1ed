namespace CtVlm.MLNet.Torch;

/// <summary>An entry of an archive, as its directory has it.</summary>
/// <param name="HeaderStart">Offset of the entry's own header.</param>
/// <param name="Length">Bytes of its contents.</param>
/// <param name="IsStored">Whether the contents are there as they are: neither compressed nor encrypted.</param>
internal sealed record ZipEntry(long HeaderStart, long Length, bool IsStored);
