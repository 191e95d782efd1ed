using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Dicom;

/// <summary>A file, read by position without any buffer of its own.</summary>
internal sealed class FileByteSource : IByteSource
{
    private readonly SafeFileHandle _handle;

    private readonly string _name;

    private FileByteSource(SafeFileHandle handle, long length, string name)
    {
        _handle = handle;
        _name = name;
        Length = length;
    }

    public long Length { get; }

    /// <summary>Opens a regular file.</summary>
    /// <exception cref="DicomException">The file cannot be opened.</exception>
    public static FileByteSource Open(string path)
    {
        try
        {
            SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new FileByteSource(handle, RandomAccess.GetLength(handle), Path.GetFileName(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DicomThrow.CannotRead(Path.GetFileName(path), failure);
        }
    }

    public int Read(long position, Span<byte> buffer)
    {
        int total = 0;
        while (total < buffer.Length)
        {
            int count = ReadOnce(buffer[total..], position + total);
            if (count == 0)
            {
                break;
            }

            total += count;
        }

        return total;
    }

    private int ReadOnce(Span<byte> buffer, long position)
    {
        try
        {
            return RandomAccess.Read(_handle, buffer, position);
        }
        catch (IOException failure)
        {
            throw DicomThrow.CannotRead(_name, failure);
        }
    }

    public void Dispose() => _handle.Dispose();
}
