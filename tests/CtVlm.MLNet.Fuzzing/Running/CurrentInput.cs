using System.IO.MemoryMappedFiles;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>The input that runs now, in a file mapped into memory: it outlives a process that dies of it.</summary>
/// <remarks>Layout: length (32-bit integer, little endian), then the bytes.</remarks>
internal sealed class CurrentInput : IDisposable
{
    private const int Capacity = 1 << 21;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, Capacity);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Keeps an input that is about to run.</summary>
    public void Set(byte[] input)
    {
        int length = Math.Min(input.Length, Capacity - sizeof(int));
        _view.Write(0, length);
        _view.SafeMemoryMappedViewHandle.WriteSpan<byte>(sizeof(int), input.AsSpan(0, length));
    }

    /// <summary>The input that a process left.</summary>
    public static byte[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes.Length < sizeof(int) ? [] : bytes.AsSpan(sizeof(int), BitConverter.ToInt32(bytes)).ToArray();
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
