namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>A folder of its own for one test, removed at the end.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ctvlm-dicom-").FullName;

    public string this[string relative]
    {
        get
        {
            string full = System.IO.Path.Combine(Path, relative);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            return full;
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
