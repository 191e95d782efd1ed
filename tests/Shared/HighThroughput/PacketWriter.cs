using System.Numerics;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes the packet of one resolution: one precinct, one layer.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 B.10; ITU-T T.814 annex B for the two segments of a block.</remarks>
internal sealed class PacketWriter(CodestreamBytes stream, int blockSize, int passes)
{
    private const int InitialLengthBits = 3;

    public void Write(Htj2kSubband[] bands, Func<Htj2kSubband, int, int, Htj2kCodedBlock?> encode)
    {
        PacketHeaderBits header = new();
        List<HtEncodedBlock> body = [];
        header.Write(1, 1);
        foreach (Htj2kSubband band in bands)
        {
            WriteBand(band, encode, header, body);
        }

        stream.Append(header.End());
        foreach (HtEncodedBlock block in body)
        {
            stream.Append(block.Cleanup);
            stream.Append(block.Refinement);
        }
    }

    private void WriteBand(Htj2kSubband band, Func<Htj2kSubband, int, int, Htj2kCodedBlock?> encode, PacketHeaderBits header, List<HtEncodedBlock> body)
    {
        if (band.Width == 0 || band.Height == 0)
        {
            return;
        }

        int across = (band.Width + blockSize - 1) / blockSize;
        int down = (band.Height + blockSize - 1) / blockSize;
        Htj2kCodedBlock?[] blocks = [.. Enumerable.Range(0, across * down).Select(i => encode(band, i % across * blockSize, i / across * blockSize))];
        TagTreeWriter inclusion = new(across, down, [.. blocks.Select(block => block is null ? 1 : 0)]);
        TagTreeWriter planes = new(across, down, [.. blocks.Select(block => block?.ZeroBitPlanes ?? int.MaxValue)]);
        for (int i = 0; i < blocks.Length; i++)
        {
            inclusion.Write(header, i % across, i / across, threshold: 1);
            if (blocks[i] is { } block)
            {
                planes.Write(header, i % across, i / across, int.MaxValue);
                WriteLengths(header, block.Block);
                body.Add(block.Block);
            }
        }
    }

    private void WriteLengths(PacketHeaderBits header, HtEncodedBlock block)
    {
        header.Write(passes switch { 1 => 0, 2 => 2, _ => 12 }, passes switch { 1 => 1, 2 => 2, _ => 4 });
        int refinementExtra = passes == 3 ? 1 : 0;
        int needed = Math.Max(Bits(block.Cleanup.Length), passes > 1 ? Bits(block.Refinement.Length) - refinementExtra : 0);
        int lengthBits = Math.Max(needed, InitialLengthBits);
        for (int i = InitialLengthBits; i < lengthBits; i++)
        {
            header.Write(1, 1);
        }

        header.Write(0, 1);
        header.Write(block.Cleanup.Length, lengthBits);
        if (passes > 1)
        {
            header.Write(block.Refinement.Length, lengthBits + refinementExtra);
        }
    }

    private static int Bits(int value) => 32 - BitOperations.LeadingZeroCount((uint)value);
}
