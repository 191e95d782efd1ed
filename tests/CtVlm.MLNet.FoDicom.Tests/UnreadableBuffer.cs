using FellowOakDicom.IO.Buffer;

namespace CtVlm.MLNet.FoDicom.Tests;

/// <summary>A value that is on a disk which is gone.</summary>
internal sealed class UnreadableBuffer(string message) : IByteBuffer
{
    public bool IsMemory => false;

    public long Size => 8;

    public byte[] Data => throw new IOException(message);

    public void GetByteRange(long offset, int count, byte[] output) => throw new IOException(message);

    public void CopyToStream(Stream stream) => throw new IOException(message);

    public Task CopyToStreamAsync(Stream stream, CancellationToken cancellationToken) => throw new IOException(message);
}
