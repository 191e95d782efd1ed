using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads and writes the arrays of a saved projection, each length bounded.</summary>
/// <param name="maxLength">The most values of an array.</param>
internal sealed class ProjectionLimits(long maxLength)
{
    private const int ValuesAtOnce = 1 << 16;

    /// <summary>Writes an array: int32 length, -1 when absent, then the values.</summary>
    public static void Write<T>(BinaryWriter writer, T[]? values)
        where T : unmanaged
    {
        writer.Write(values?.Length ?? -1);
        writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    /// <summary>Reads an array of single-precision numbers; null when absent.</summary>
    /// <exception cref="InvalidDataException">It is longer than allowed, or ends early.</exception>
    public float[]? ReadSingles(BinaryReader reader) => Read<float>(reader);

    /// <summary>Reads an array of double-precision numbers; null when absent.</summary>
    /// <exception cref="InvalidDataException">It is longer than allowed, or ends early.</exception>
    public double[]? ReadDoubles(BinaryReader reader) => Read<double>(reader);

    private T[]? Read<T>(BinaryReader reader)
        where T : unmanaged
    {
        int length = reader.ReadInt32();
        if (length == -1)
        {
            return null;
        }

        if (length < 0 || length > maxLength)
        {
            throw new InvalidDataException($"An array of the saved projection has {length} values, at most {maxLength} are allowed.");
        }

        return ReadValues<T>(reader, length);
    }

    // Grows with what the stream holds: a damaged length alone takes no memory.
    private static T[] ReadValues<T>(BinaryReader reader, int length)
        where T : unmanaged
    {
        T[] values = new T[Math.Min(length, ValuesAtOnce)];
        for (int read = 0; read < length; read = values.Length)
        {
            if (read > 0)
            {
                Array.Resize(ref values, (int)Math.Min(length, 2L * read));
            }

            Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan(read));
            if (reader.BaseStream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new InvalidDataException("The saved projection ends inside an array.");
            }
        }

        return values;
    }
}
