namespace CtVlm.MLNet.Dicom;

/// <summary>A file on disk.</summary>
internal sealed class DiskFile(string fullPath, string relativePath) : IDicomFile
{
    public string Name => Path.GetFileName(fullPath);

    public string RelativePath => relativePath;

    public string Location => fullPath;

    public IByteSource Open(long firstPosition = 0) => FileByteSource.Open(fullPath);
}
