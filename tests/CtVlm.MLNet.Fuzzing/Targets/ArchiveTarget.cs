using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>A zip archive in memory from end to end: its directory, its entries, the series in them.</summary>
internal sealed class ArchiveTarget : IFuzzTarget
{
    public string Name => "archive";

    public int MaxInputBytes => 1 << 16;

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        "PK\x01\x02"u8.ToArray(), "PK\x03\x04"u8.ToArray(), "PK\x05\x06"u8.ToArray(), "PK\x06\x06"u8.ToArray(), "PK\x06\x07"u8.ToArray(),
        [1, 0, 24, 0], [0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [8, 0], "../"u8.ToArray(),
    ];

    public IEnumerable<byte[]> Seeds() => ArchiveSeeds.Make();

    public bool Run(byte[] input)
    {
        try
        {
            using CtVolume volume = CtVolume.Open([DicomInput.FromBytes("input", input)], FuzzLimits.Options);
            VolumeChecks.Check(volume);
            return true;
        }
        catch (DicomException)
        {
            return false;
        }
    }

    public void Dispose()
    {
    }
}
