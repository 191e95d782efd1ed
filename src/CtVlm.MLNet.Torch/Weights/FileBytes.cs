using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Torch;

/// <summary>Positional reads: no mapped pages, which would count as memory of the process beside the tensors they are copied to.</summary>
internal static class FileBytes
{
    /// <summary>Fills a span from a file.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="destination">Receives the bytes.</param>
    /// <exception cref="WeightsException">The file ends before.</exception>
    public static void Read(SafeFileHandle handle, string path, long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int count = RandomAccess.Read(handle, destination, offset);
            if (count == 0)
            {
                throw new WeightsException($"Weights file {path}: it ends at byte {offset:N0}, {destination.Length:N0} more expected. The file is truncated; fetch it again.");
            }

            offset += count;
            destination = destination[count..];
        }
    }
}
