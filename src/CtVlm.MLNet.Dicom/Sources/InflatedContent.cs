namespace CtVlm.MLNet.Dicom;

/// <summary>What an archive says of a deflated content.</summary>
/// <param name="Length">Its length, bytes.</param>
/// <param name="Checksum">Its CRC-32.</param>
internal sealed record InflatedContent(long Length, uint Checksum);
