namespace CtVlm.MLNet.Fuzzing;

/// <summary>A folder of its own, in memory where the system has such a place, removed at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string SharedMemory = "/dev/shm";

    public ScratchFolder()
    {
        string parent = Directory.Exists(SharedMemory) ? SharedMemory : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(parent, $"ctvlm-fuzz-{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
