using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Torch;

/// <summary>What the end of a zip archive says of its directory.</summary>
/// <param name="DirectoryStart">Offset of the directory.</param>
/// <param name="DirectoryBytes">Its length; it lies wholly inside the file.</param>
internal sealed record ZipEnd(long DirectoryStart, int DirectoryBytes)
{
    private const uint Signature = 0x06054b50;
    private const uint WideSignature = 0x06064b50;
    private const uint LocatorSignature = 0x07064b50;
    private const int Bytes = 22;
    private const int WideBytes = 56;
    private const int LocatorBytes = 20;

    /// <summary>Finds the end record of a file, and the 64-bit one where there is one.</summary>
    /// <exception cref="WeightsException">There is none, or the directory is not inside the file or too large.</exception>
    public static ZipEnd Find(SafeFileHandle handle, string path)
    {
        long fileLength = RandomAccess.GetLength(handle);
        byte[] tail = new byte[Math.Min(fileLength, Bytes + LocatorBytes + ushort.MaxValue)];
        FileBytes.Read(handle, path, fileLength - tail.Length, tail);
        int at = FindRecord(tail);
        if (at < 0)
        {
            PickleThrow.Archive(path, "the record at its end is missing");
        }

        ReadOnlySpan<byte> record = tail.AsSpan(at);
        (ulong start, ulong length) = (BinaryPrimitives.ReadUInt32LittleEndian(record[16..]), BinaryPrimitives.ReadUInt32LittleEndian(record[12..]));
        if (at >= LocatorBytes && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at - LocatorBytes)) == LocatorSignature)
        {
            (start, length) = ReadWide(handle, path, BinaryPrimitives.ReadUInt64LittleEndian(tail.AsSpan(at - LocatorBytes + 8)), fileLength);
        }

        ulong room = (ulong)(fileLength - tail.Length + at);
        if (length > (ulong)PickleLimits.DirectoryBytes || start > room || length > room - start)
        {
            PickleThrow.Archive(path, $"its directory of {length:N0} bytes is not inside the file, or has more than {PickleLimits.DirectoryBytes:N0} bytes");
        }

        return new ZipEnd((long)start, (int)length);
    }

    // The record is last, but for a comment whose length it gives.
    private static int FindRecord(ReadOnlySpan<byte> tail)
    {
        for (int at = tail.Length - Bytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) == Signature && at + Bytes + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) == tail.Length)
            {
                return at;
            }
        }

        return -1;
    }

    private static (ulong Start, ulong Length) ReadWide(SafeFileHandle handle, string path, ulong at, long fileLength)
    {
        Span<byte> record = stackalloc byte[WideBytes];
        if (fileLength < WideBytes || at > (ulong)(fileLength - WideBytes))
        {
            PickleThrow.Archive(path, "the 64-bit record at its end is outside the file");
        }

        FileBytes.Read(handle, path, (long)at, record);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != WideSignature)
        {
            PickleThrow.Archive(path, "the 64-bit record at its end is damaged");
        }

        return (BinaryPrimitives.ReadUInt64LittleEndian(record[48..]), BinaryPrimitives.ReadUInt64LittleEndian(record[40..]));
    }
}
