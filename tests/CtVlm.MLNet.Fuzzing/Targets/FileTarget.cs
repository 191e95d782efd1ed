using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>One file from end to end: scanned, opened, every voxel decoded, fingerprinted.</summary>
internal sealed class FileTarget : IFuzzTarget
{
    private readonly ScratchFolder _folder = new();

    public string Name => "file";

    public int MaxInputBytes => 1 << 16;

    public IReadOnlyList<byte[]> Tokens { get; } = [.. DicomTokens.All, .. CodecTokens.All];

    public IEnumerable<byte[]> Seeds() => SeedFiles.Whole();

    public bool Run(byte[] input)
    {
        string path = _folder["input.dcm"];
        File.WriteAllBytes(path, input);
        try
        {
            using CtVolume volume = CtVolume.Open(path, FuzzLimits.Options);
            VolumeChecks.Check(volume);
            return true;
        }
        catch (DicomException)
        {
            return false;
        }
    }

    public void Dispose() => _folder.Dispose();
}
