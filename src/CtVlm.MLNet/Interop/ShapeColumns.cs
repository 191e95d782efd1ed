using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>Builds the promised schema of an estimator.</summary>
internal static class ShapeColumns
{
    /// <summary>The promised schema with columns added; a column of the same name is replaced.</summary>
    public static SchemaShape With(this SchemaShape schema, params IEnumerable<SchemaShape.Column> added)
    {
        Dictionary<string, SchemaShape.Column> columns = schema.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (SchemaShape.Column column in added)
        {
            columns[column.Name] = column;
        }

        return new SchemaShape(columns.Values);
    }

    public static SchemaShape.Column Text(string name) => new(name, VectorKind.Scalar, TextDataViewType.Instance, false);

    public static SchemaShape.Column SlotNames => new(AnnotationUtils.Kinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false);

    public static SchemaShape.Column IsNormalized => new(AnnotationUtils.Kinds.IsNormalized, VectorKind.Scalar, BooleanDataViewType.Instance, false);
}
