namespace CtVlm.MLNet.Cli;

/// <summary>A file that is written aside and put in its place when it is whole; until then, and after a failure, there is none.</summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _aside;
    private bool _isCommitted;

    /// <summary>Begins a file; its folder is made if need be.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public AtomicFile(string path)
    {
        OutputFolder.Ensure(path);
        _path = Path.GetFullPath(path);
        _aside = $"{_path}.{Guid.NewGuid():N}.partial";
        Stream = new FileStream(_aside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Where the content goes.</summary>
    public FileStream Stream { get; }

    /// <summary>Closes the file and puts it in its place, over an older one.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public void Commit()
    {
        Stream.Dispose();
        File.Move(_aside, _path, overwrite: true);
        _isCommitted = true;
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isCommitted)
        {
            File.Delete(_aside);
        }
    }
}
