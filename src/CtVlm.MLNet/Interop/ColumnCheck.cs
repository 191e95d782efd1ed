using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Finds input columns and says clearly what is wrong with them.</summary>
internal static class ColumnCheck
{
    /// <summary>The column of that name, or a schema mismatch.</summary>
    public static DataViewSchema.Column Find(IExceptionContext context, DataViewSchema inputSchema, string verb, string name, string expected, string advice, Func<DataViewType, bool> isExpected)
    {
        DataViewSchema.Column? column = inputSchema.GetColumnOrNull(name);
        if (column is null)
        {
            throw Mismatch(context, nameof(inputSchema), $"{verb}: there is no column '{name}'. {advice} Columns: {string.Join(", ", inputSchema.Where(c => !c.IsHidden).Select(c => c.Name))}.");
        }

        return isExpected(column.Value.Type)
            ? column.Value
            : throw Mismatch(context, nameof(inputSchema), $"{verb}: column '{name}' must be {expected}, got {column.Value.Type}. {advice}");
    }

    /// <summary>The column of that name in a schema that is only promised yet, or a schema mismatch.</summary>
    public static SchemaShape.Column Find(IExceptionContext context, SchemaShape inputSchema, string verb, string name, string expected, string advice, Func<SchemaShape.Column, bool> isExpected)
    {
        if (!inputSchema.TryFindColumn(name, out SchemaShape.Column column))
        {
            throw Mismatch(context, nameof(inputSchema), $"{verb}: there is no column '{name}'. {advice} Columns: {string.Join(", ", inputSchema.Select(c => c.Name))}.");
        }

        return isExpected(column) ? column : throw Mismatch(context, nameof(inputSchema), $"{verb}: column '{name}' must be {expected}, got {column.GetTypeString()}. {advice}");
    }

    /// <summary>A schema mismatch.</summary>
    // ML.NET's callers and its own tests expect ArgumentOutOfRangeException, marked by the context, for a schema mismatch.
    public static Exception Mismatch(IExceptionContext context, string paramName, string message) =>
        context.Process(new ArgumentOutOfRangeException(paramName, message));
}
