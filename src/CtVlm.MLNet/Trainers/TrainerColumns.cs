using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>The columns that a classifier reads and adds.</summary>
/// <param name="Verb">The trainer.</param>
/// <param name="Label">The class.</param>
/// <param name="Features">The features.</param>
internal sealed record TrainerColumns(string Verb, string Label, string Features)
{
    /// <summary>The column of probabilities.</summary>
    public const string Score = "Score";

    /// <summary>The column of the most probable class.</summary>
    public const string PredictedLabel = "PredictedLabel";

    private const string Advice = "Make features with Concatenate, PoolEmbeddings or ProjectEmbeddings first.";

    /// <summary>The features of a schema.</summary>
    /// <param name="context">Marks exceptions.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="width">The width that was trained on; null: any.</param>
    public DataViewSchema.Column FindFeatures(IExceptionContext context, DataViewSchema schema, int? width) => ColumnCheck.Find(
        context,
        schema,
        Verb,
        Features,
        width is null ? "a vector of Single of known size" : $"a vector of {width} Single, as in training",
        Advice,
        type => ProjectEmbeddingsEstimator.IsVector(type) && (width is null || type.GetVectorSize() == width));

    /// <summary>The label of a schema.</summary>
    public DataViewSchema.Column FindLabel(IExceptionContext context, DataViewSchema schema) =>
        ColumnCheck.Find(context, schema, Verb, Label, LabelReader.Expected, LabelReader.Advice, LabelReader.Accepts);

    /// <summary>Checks a promised schema and promises what is added.</summary>
    public SchemaShape Promise(IExceptionContext context, SchemaShape schema)
    {
        ColumnCheck.Find(
            context, schema, Verb, Features, "a vector of Single of known size", Advice, c => c.Kind == VectorKind.Vector && c.ItemType == NumberDataViewType.Single && !c.IsKey);
        ColumnCheck.Find(context, schema, Verb, Label, LabelReader.Expected, LabelReader.Advice, LabelReader.Accepts);
        SchemaShape.Column[] score = [ShapeColumns.SlotNames, ShapeColumns.Text(AnnotationUtils.Kinds.ScoreColumnKind), ShapeColumns.Text(AnnotationUtils.Kinds.ScoreValueKind)];
        return schema.With(
            new SchemaShape.Column(Score, VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape(score)),
            new SchemaShape.Column(
                PredictedLabel,
                VectorKind.Scalar,
                NumberDataViewType.UInt32,
                true,
                new SchemaShape([new SchemaShape.Column(AnnotationUtils.Kinds.KeyValues, VectorKind.Vector, TextDataViewType.Instance, false)])));
    }
}
