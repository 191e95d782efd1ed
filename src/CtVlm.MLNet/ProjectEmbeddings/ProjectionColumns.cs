using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>The columns that a projection is fitted on.</summary>
/// <param name="Vector">The vectors that are projected.</param>
/// <param name="Label">The classes; null: none needed.</param>
/// <param name="Counterpart">The other modality's vectors; null: none needed.</param>
internal sealed record ProjectionColumns(DataViewSchema.Column Vector, DataViewSchema.Column? Label = null, DataViewSchema.Column? Counterpart = null)
{
    /// <summary>D.</summary>
    public int Width => Vector.Type.GetVectorSize();

    /// <summary>All of them.</summary>
    public IEnumerable<DataViewSchema.Column> All => new[] { Vector, Label, Counterpart }.OfType<DataViewSchema.Column>();

    /// <summary>The columns of those names, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of another type.</exception>
    public static ProjectionColumns Find(IExceptionContext context, DataViewSchema schema, ProjectionColumnNames names)
    {
        DataViewSchema.Column vector = ColumnCheck.Find(
            context, schema, ProjectEmbeddingsEstimator.Verb, names.Vector, ProjectEmbeddingsEstimator.Expected, ProjectEmbeddingsEstimator.Advice, ProjectEmbeddingsEstimator.IsVector);
        int width = vector.Type.GetVectorSize();
        return new ProjectionColumns(
            vector,
            names.Label is null ? null : ColumnCheck.Find(context, schema, names.LabelPurpose, names.Label, LabelReader.Expected, LabelReader.Advice, LabelReader.Accepts),
            names.Counterpart is null ? null : ColumnCheck.Find(
                context,
                schema,
                names.CounterpartPurpose,
                names.Counterpart,
                $"a vector of {width} Single, as '{names.Vector}' is",
                ProjectionColumnNames.CounterpartAdvice,
                type => ProjectEmbeddingsEstimator.IsVector(type) && type.GetVectorSize() == width));
    }

    /// <summary>Checks the columns of those names in a schema that is only promised yet, where widths are not known.</summary>
    /// <returns>The column of vectors.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of another type.</exception>
    public static SchemaShape.Column Find(IExceptionContext context, SchemaShape schema, ProjectionColumnNames names)
    {
        SchemaShape.Column vector = ColumnCheck.Find(
            context, schema, ProjectEmbeddingsEstimator.Verb, names.Vector, ProjectEmbeddingsEstimator.Expected, ProjectEmbeddingsEstimator.Advice, IsVector);
        if (names.Label is not null)
        {
            _ = ColumnCheck.Find(context, schema, names.LabelPurpose, names.Label, LabelReader.Expected, LabelReader.Advice, LabelReader.Accepts);
        }

        if (names.Counterpart is not null)
        {
            _ = ColumnCheck.Find(
                context, schema, names.CounterpartPurpose, names.Counterpart, ProjectEmbeddingsEstimator.Expected, ProjectionColumnNames.CounterpartAdvice, IsVector);
        }

        return vector;
    }

    private static bool IsVector(SchemaShape.Column column) => column.Kind == VectorKind.Vector && column.ItemType == NumberDataViewType.Single;
}
