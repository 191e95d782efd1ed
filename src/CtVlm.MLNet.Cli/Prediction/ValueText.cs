using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Cli;

/// <summary>Reads values of any scalar type as text, invariant.</summary>
internal static class ValueText
{
    /// <summary>A reader of a scalar column.</summary>
    /// <exception cref="ToolException">The column is of a type that has no text.</exception>
    public static Func<string> CreateReader(DataViewRow row, DataViewSchema.Column column) => column.Type.RawType switch
    {
        var type when type == typeof(ReadOnlyMemory<char>) => Reader<ReadOnlyMemory<char>>(row, column),
        var type when type == typeof(float) => Reader<float>(row, column),
        var type when type == typeof(double) => Reader<double>(row, column),
        var type when type == typeof(bool) => Reader<bool>(row, column),
        var type when type == typeof(byte) => Reader<byte>(row, column),
        var type when type == typeof(ushort) => Reader<ushort>(row, column),
        var type when type == typeof(short) => Reader<short>(row, column),
        var type when type == typeof(int) => Reader<int>(row, column),
        var type when type == typeof(uint) => Reader<uint>(row, column),
        var type when type == typeof(long) => Reader<long>(row, column),
        var type when type == typeof(ulong) => Reader<ulong>(row, column),
        _ => throw new ToolException($"Column '{column.Name}' holds {column.Type}, which cannot be printed."),
    };

    /// <summary>The texts of an annotation that is a vector; null when the column does not carry it, or not as text or numbers.</summary>
    public static string[]? ReadAnnotation(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType type)
        {
            return null;
        }

        return type.ItemType.RawType switch
        {
            var item when item == typeof(ReadOnlyMemory<char>) => Annotation<ReadOnlyMemory<char>>(column, kind),
            var item when item == typeof(float) => Annotation<float>(column, kind),
            var item when item == typeof(double) => Annotation<double>(column, kind),
            var item when item == typeof(bool) => Annotation<bool>(column, kind),
            var item when item == typeof(int) => Annotation<int>(column, kind),
            var item when item == typeof(uint) => Annotation<uint>(column, kind),
            var item when item == typeof(long) => Annotation<long>(column, kind),
            _ => null,
        };
    }

    private static Func<string> Reader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default!;
            getter(ref value);
            return Text(value);
        };
    }

    private static string[] Annotation<T>(DataViewSchema.Column column, string kind)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(Text)];
    }

    private static string Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
