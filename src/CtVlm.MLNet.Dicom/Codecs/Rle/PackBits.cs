using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CtVlm.MLNet.Dicom;

/// <summary>The packing of one segment: a control byte n, then n + 1 bytes as they are (0 to 127), or one byte to be repeated 1 - n times (-1 to -127); -128 is nothing.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 G.3.1 (encoder) and G.3.2 (decoder).</remarks>
internal static class PackBits
{
    /// <summary>The most bytes that one packet stands for.</summary>
    private const int MostBytes = 128;

    /// <summary>Unpacks a segment until the plane is full; what follows is ignored. Packets may cross the ends of rows, though they should not.</summary>
    /// <returns>How many bytes were written: fewer than the plane has when the segment ends early.</returns>
    public static int Unpack(ReadOnlySpan<byte> segment, Span<byte> plane)
    {
        (int read, int written) = UnpackWide(segment, plane);
        while (read < segment.Length && written < plane.Length)
        {
            int control = (sbyte)segment[read++];
            if (control >= 0)
            {
                int count = Math.Min(control + 1, Math.Min(segment.Length - read, plane.Length - written));
                segment.Slice(read, count).CopyTo(plane[written..]);
                read += count;
                written += count;
            }
            else if (control != sbyte.MinValue && read < segment.Length)
            {
                int count = Math.Min(1 - control, plane.Length - written);
                plane.Slice(written, count).Fill(segment[read++]);
                written += count;
            }
        }

        return written;
    }

    /// <summary>Packs one row, so that no packet crosses its end.</summary>
    /// <param name="row">The bytes.</param>
    /// <param name="output">Room for <see cref="MostPacked"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Pack(ReadOnlySpan<byte> row, Span<byte> output)
    {
        int written = 0, literal = 0, at = 0;
        while (at < row.Length)
        {
            int run = RunLength(row[at..]);

            // Two equal bytes in a literal cost what a run of two costs, and spare the next literal's control byte.
            if (run < 3)
            {
                at += run;
                continue;
            }

            written += PackLiteral(row[literal..at], output[written..]);
            output[written++] = unchecked((byte)(1 - run));
            output[written++] = row[at];
            at += run;
            literal = at;
        }

        return written + PackLiteral(row[literal..], output[written..]);
    }

    /// <summary>The most bytes that a row can be packed to.</summary>
    public static int MostPacked(int rowBytes) => rowBytes + ((rowBytes + MostBytes - 1) / MostBytes);

    private static int RunLength(ReadOnlySpan<byte> bytes)
    {
        int count = 1;
        int most = Math.Min(bytes.Length, MostBytes);
        while (count < most && bytes[count] == bytes[0])
        {
            count++;
        }

        return count;
    }

    private static int PackLiteral(ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        int written = 0;
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, MostBytes);
            output[written++] = (byte)(count - 1);
            bytes[..count].CopyTo(output[written..]);
            written += count;
            bytes = bytes[count..];
        }

        return written;
    }

    /// <summary>
    /// Unpacks as long as the longest packet fits both sides, 16 bytes at a time: a copy may go on past its packet's end, to at most 128 bytes
    /// from its start, and the next packet overwrites what was too much.
    /// </summary>
    private static (int Read, int Written) UnpackWide(ReadOnlySpan<byte> segment, Span<byte> plane)
    {
        ref byte from = ref MemoryMarshal.GetReference(segment);
        ref byte to = ref MemoryMarshal.GetReference(plane);
        int lastRead = segment.Length - MostBytes - 1, lastWritten = plane.Length - MostBytes;
        int read = 0, written = 0;

        // Within the loop, read + 1 + 128 <= segment.Length and written + 128 <= plane.Length; lengths below 1 to 128 round up to at most 128.
        while (read <= lastRead && written <= lastWritten)
        {
            int control = (sbyte)Unsafe.Add(ref from, read++);
            if (control >= 0)
            {
                int count = control + 1;
                for (int i = 0; i < count; i += Vector128<byte>.Count)
                {
                    Vector128.LoadUnsafe(ref from, (nuint)(read + i)).StoreUnsafe(ref to, (nuint)(written + i));
                }

                read += count;
                written += count;
            }
            else if (control != sbyte.MinValue)
            {
                int count = 1 - control;
                Vector128<byte> value = Vector128.Create(Unsafe.Add(ref from, read++));
                for (int i = 0; i < count; i += Vector128<byte>.Count)
                {
                    value.StoreUnsafe(ref to, (nuint)(written + i));
                }

                written += count;
            }
        }

        return (read, written);
    }
}
