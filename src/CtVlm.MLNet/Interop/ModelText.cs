using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads and writes what a saved model holds, each length bounded.</summary>
internal static class ModelText
{
    private const int MaxLength = 1 << 20;

    /// <summary>Writes a text: int32 number of UTF-8 bytes, then the bytes.</summary>
    public static void Write(BinaryWriter writer, string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Reads a text: int32 number of UTF-8 bytes, then the bytes.</summary>
    public static string Read(IExceptionContext context, BinaryReader reader)
    {
        int length = reader.ReadInt32();
        context.CheckDecode(length is >= 0 and <= MaxLength, $"A text of the saved model is {length} bytes long, at most {MaxLength} are allowed.");
        byte[] bytes = reader.ReadBytes(length);
        context.CheckDecode(bytes.Length == length, "The saved model ends inside a text.");
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Writes a byte that says whether there is a text, then the text.</summary>
    public static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            Write(writer, text);
        }
    }

    /// <summary>Reads what <see cref="WriteOptional"/> wrote.</summary>
    public static string? ReadOptional(IExceptionContext context, BinaryReader reader) => reader.ReadBoolean() ? Read(context, reader) : null;

    /// <summary>Reads one byte as a value of an enumeration.</summary>
    public static TEnum ReadEnum<TEnum>(IExceptionContext context, BinaryReader reader)
        where TEnum : struct, Enum
    {
        var value = (TEnum)Enum.ToObject(typeof(TEnum), reader.ReadByte());
        context.CheckDecode(Enum.IsDefined(value), $"The saved model names {typeof(TEnum).Name} {value}, which this version does not know.");
        return value;
    }
}
