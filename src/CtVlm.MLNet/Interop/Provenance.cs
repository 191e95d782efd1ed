using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The annotations that say where an embedding comes from: encoder, hash, rendering, point, precision, pooling, projection; and what texts were asked in.</summary>
internal static class Provenance
{
    public const string Prefix = "CtVlm.";
    public const string Encoder = Prefix + "Encoder";
    public const string EncoderHash = Prefix + "EncoderHash";
    public const string Rendering = Prefix + "Rendering";
    public const string EmbeddingPoint = Prefix + "EmbeddingPoint";
    public const string Precision = Prefix + "Precision";
    public const string Pooling = Prefix + "Pooling";
    public const string Projection = Prefix + "Projection";
    public const string Templates = Prefix + "Templates";
    public const string Prompts = Prefix + "Prompts";

    /// <summary>Adds a text annotation whose value is computed when it is read: an encoder's hash may cost a pass over its weights.</summary>
    public static void AddText(DataViewSchema.Annotations.Builder builder, string kind, Func<string> value) =>
        builder.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> text) => text = value().AsMemory());

    /// <summary>Copies the annotations of this package from one column to another.</summary>
    public static void Copy(DataViewSchema.Annotations.Builder builder, DataViewSchema.Annotations from) =>
        builder.Add(from, kind => kind.StartsWith(Prefix, StringComparison.Ordinal));

    /// <summary>What <see cref="Copy"/> promises.</summary>
    public static IEnumerable<SchemaShape.Column> Promise(SchemaShape.Column from) =>
        from.Annotations.Where(a => a.Name.StartsWith(Prefix, StringComparison.Ordinal));

    /// <summary>The text of an annotation, or null when the column does not carry it.</summary>
    public static string? ReadText(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is not { Type: TextDataViewType })
        {
            return null;
        }

        ReadOnlyMemory<char> text = default;
        column.Annotations.GetValue(kind, ref text);
        return text.ToString();
    }
}
