using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.Win32.SafeHandles;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>
/// The least work that yields Hounsfield units: each file's bytes into a pooled buffer, then one fused pass. It knows beforehand what a
/// reader must find out: the order, the place of the pixels, their format.
/// </summary>
internal static class BareReader
{
    private const float Intercept = -1024;

    /// <summary>Reads 16-bit unsigned slices whose pixels are the last bytes of their files.</summary>
    /// <param name="paths">The files, in slice order.</param>
    /// <param name="sliceSize">Values of a slice.</param>
    /// <param name="destination">Receives [z, y, x].</param>
    public static void Read(IReadOnlyList<string> paths, int sliceSize, Span<float> destination)
    {
        for (int z = 0; z < paths.Count; z++)
        {
            ReadSlice(paths[z], destination.Slice(z * sliceSize, sliceSize));
        }
    }

    private static void ReadSlice(string path, Span<float> destination)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        int length = (int)RandomAccess.GetLength(file);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        int count = RandomAccess.Read(file, bytes.AsSpan(0, length), 0);
        Convert(MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan(count - (2 * destination.Length), 2 * destination.Length)), destination);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    // 32 samples a step, widened to two vectors of 16. All samples are below 2^24, so the sum is exact. The rest is scalar, in the same way.
    private static void Convert(ReadOnlySpan<ushort> samples, Span<float> destination)
    {
        Vector512<float> intercept = Vector512.Create(Intercept);
        int i = 0;
        for (; i <= samples.Length - Vector512<ushort>.Count; i += Vector512<ushort>.Count)
        {
            (Vector512<uint> low, Vector512<uint> high) = Vector512.Widen(Vector512.Create(samples[i..]));
            (Vector512.ConvertToSingle(low.AsInt32()) + intercept).CopyTo(destination[i..]);
            (Vector512.ConvertToSingle(high.AsInt32()) + intercept).CopyTo(destination[(i + Vector512<uint>.Count)..]);
        }

        for (; i < samples.Length; i++)
        {
            destination[i] = samples[i] + Intercept;
        }
    }
}
