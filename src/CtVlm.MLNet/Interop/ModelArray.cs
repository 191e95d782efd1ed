using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads and writes arrays of a saved model: int32 length, -1 when absent, then the values.</summary>
internal static class ModelArray
{
    /// <summary>Writes an array; an empty one counts as absent.</summary>
    public static void Write<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.IsEmpty ? -1 : values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Reads an array of at most a number of values.</summary>
    public static T[]? Read<T>(IExceptionContext context, BinaryReader reader, long maxLength)
        where T : unmanaged
    {
        int length = reader.ReadInt32();
        if (length == -1)
        {
            return null;
        }

        context.CheckDecode(length >= 0 && length <= maxLength, $"An array of the saved model has {length} values, at most {maxLength} are allowed.");
        T[] values = new T[length];
        Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
        context.CheckDecode(reader.BaseStream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length, "The saved model ends inside an array.");
        return values;
    }
}
