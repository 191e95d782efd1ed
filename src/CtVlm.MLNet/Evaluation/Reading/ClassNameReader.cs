using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Reads class names from the annotations of key and score columns.</summary>
internal static class ClassNameReader
{
    /// <summary>The key values of a column as text, in key order; null where it has none.</summary>
    public static string[]? KeyValues(DataViewSchema.Column column) => Read(column, AnnotationUtils.Kinds.KeyValues);

    /// <summary>The class names that ML.NET's scorers attach to Score: slot names when the key values are text, training label values otherwise.</summary>
    /// <remarks>Null unless there is one name a slot.</remarks>
    public static string[]? ScoreNames(DataViewSchema.Column column, int slots)
    {
        string[]? names = Read(column, AnnotationUtils.Kinds.SlotNames) ?? Read(column, AnnotationUtils.Kinds.TrainingLabelValues);
        return names?.Length == slots ? names : null;
    }

    private static string[]? Read(DataViewSchema.Column column, string kind)
    {
        DataViewSchema.Column? found = column.Annotations.Schema.GetColumnOrNull(kind);
        if (found?.Type is not VectorDataViewType type)
        {
            return null;
        }

        Type item = type.ItemType.RawType;
        string[]? names = item == typeof(ReadOnlyMemory<char>) ? Read<ReadOnlyMemory<char>>(column, kind)
            : item == typeof(float) ? Read<float>(column, kind)
            : item == typeof(double) ? Read<double>(column, kind)
            : item == typeof(bool) ? Read<bool>(column, kind)
            : ReadIntegers(column, kind, item);

        // Slot names that are empty or repeat name nothing.
        return names is not null && names.All(name => name.Length > 0) && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? names
            : null;
    }

    private static string[]? ReadIntegers(DataViewSchema.Column column, string kind, Type item)
        => item == typeof(int) ? Read<int>(column, kind)
            : item == typeof(uint) ? Read<uint>(column, kind)
            : item == typeof(long) ? Read<long>(column, kind)
            : item == typeof(ulong) ? Read<ulong>(column, kind)
            : item == typeof(short) ? Read<short>(column, kind)
            : item == typeof(ushort) ? Read<ushort>(column, kind)
            : item == typeof(sbyte) ? Read<sbyte>(column, kind)
            : item == typeof(byte) ? Read<byte>(column, kind)
            : null;

    private static string[] Read<T>(DataViewSchema.Column column, string kind)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)];
    }
}
