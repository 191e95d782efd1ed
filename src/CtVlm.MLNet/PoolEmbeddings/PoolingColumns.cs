using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace CtVlm.MLNet;

/// <summary>The columns that pooling reads and adds, and what is said when they do not fit.</summary>
/// <param name="options">The settings.</param>
internal sealed class PoolingColumns(PoolEmbeddingsOptions options)
{
    private const string Verb = "PoolEmbeddings";
    private const string BagAdvice = "Make bags with EmbedCt first.";
    private const string PositionsExpected = "a vector of Single, mm, one per slice";

    /// <summary>The column of pooled vectors.</summary>
    public string Output => options.OutputColumnName;

    /// <summary>The column of bags.</summary>
    public string Input => options.InputColumnName ?? options.OutputColumnName;

    /// <summary>The column of positions; null where none is read.</summary>
    public string? Positions => options.Pooling.TakesPositions ? options.PositionsColumnName : null;

    /// <summary>The column of slice weights; null where none is added.</summary>
    public string? Weights => options.SliceWeightsColumnName;

    /// <summary>The column of the weights' entropy.</summary>
    public string Entropy => Weights + ".Entropy";

    /// <summary>The column of exp(entropy).</summary>
    public string EffectiveSliceCount => Weights + ".EffectiveSliceCount";

    private PoolingTraining? Training => (options.Pooling as TrainedPooling)?.Training;

    /// <summary>The pooling gives and gets the columns that are set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has no slice weights, or needs positions.</exception>
    public void CheckPooling(IExceptionContext context, string paramName)
    {
        if (Weights is not null && !options.Pooling.HasSliceWeights)
        {
            throw ColumnCheck.Mismatch(
                context, paramName, $"{Verb}: column '{Weights}' cannot be added: pooling '{options.Pooling.Name}' has no slice weights. Leave out SliceWeightsColumnName, or choose a pooling with weights, such as gatedattention.");
        }

        if (options.Pooling.UsesPositions && options.PositionsColumnName is null)
        {
            throw ColumnCheck.Mismatch(context, paramName, $"{Verb}: pooling '{options.Pooling.Name}' uses the places of the slices in mm. Set PositionsColumnName to the column that holds them.");
        }
    }

    /// <summary>The column of bags.</summary>
    /// <param name="context">Marks exceptions.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="width">The width that was trained on; null: any.</param>
    public DataViewSchema.Column FindBag(IExceptionContext context, DataViewSchema schema, int? width) => ColumnCheck.Find(
        context,
        schema,
        Verb,
        Input,
        width is null ? "a bag: Vector<Single, 0, d>" : $"a bag: Vector<Single, 0, {width}>, as when the pooling was trained",
        BagAdvice,
        type => IsBag(type) && (width is null || ((VectorDataViewType)type).Dimensions[1] == width));

    /// <summary>The column of bags of a promised schema.</summary>
    public SchemaShape.Column FindBag(IExceptionContext context, SchemaShape schema) => ColumnCheck.Find(
        context, schema, Verb, Input, "a bag: Vector<Single, 0, d>", BagAdvice, c => c.Kind == VectorKind.VariableVector && c.ItemType == NumberDataViewType.Single);

    /// <summary>The column of positions; null where none is read.</summary>
    public DataViewSchema.Column? FindPositions(IExceptionContext context, DataViewSchema schema) => Positions is null ? null : ColumnCheck.Find(
        context, schema, Verb, Positions, PositionsExpected, "It is PositionsColumnName.", type => type is VectorDataViewType && type.GetItemType() == NumberDataViewType.Single);

    /// <summary>The column of labels.</summary>
    public DataViewSchema.Column FindLabel(IExceptionContext context, DataViewSchema schema) => ColumnCheck.Find(
        context, schema, Verb, Training!.LabelColumnName, LabelReader.Expected, "It is the label that the pooling is trained on.", LabelReader.Accepts);

    /// <summary>The column of patients; null where none is read.</summary>
    public DataViewSchema.Column? FindPatient(IExceptionContext context, DataViewSchema schema) => Training!.PatientColumnName is null ? null : ColumnCheck.Find(
        context, schema, Verb, Training.PatientColumnName, PatientReader.Expected, "It is PatientColumnName of the pooling's training.", PatientReader.Accepts);

    /// <summary>Every column that fitting reads, besides the bags, is promised.</summary>
    public void CheckPromised(IExceptionContext context, SchemaShape schema)
    {
        if (Positions is not null)
        {
            ColumnCheck.Find(context, schema, Verb, Positions, PositionsExpected, "It is PositionsColumnName.", c => c.Kind != VectorKind.Scalar && !c.IsKey && c.ItemType == NumberDataViewType.Single);
        }

        if (Training is not null)
        {
            ColumnCheck.Find(
                context, schema, Verb, Training.LabelColumnName, LabelReader.Expected, "It is the label that the pooling is trained on.", LabelReader.Accepts);
        }

        if (Training?.PatientColumnName is { } patient)
        {
            ColumnCheck.Find(
                context, schema, Verb, patient, PatientReader.Expected, "It is PatientColumnName of the pooling's training.", PatientReader.Accepts);
        }
    }

    /// <summary>What is added, as promised.</summary>
    public IEnumerable<SchemaShape.Column> Promise(SchemaShape.Column bag)
    {
        var annotations = new SchemaShape([ShapeColumns.SlotNames, .. Provenance.Promise(bag).Where(a => a.Name != Provenance.Pooling), ShapeColumns.Text(Provenance.Pooling)]);
        SchemaShape.Column pooled = new(Output, VectorKind.Vector, NumberDataViewType.Single, false, annotations);
        return Weights is null
            ? [pooled]
            : [
                pooled,
                new(Weights, VectorKind.VariableVector, NumberDataViewType.Single, false),
                new(Entropy, VectorKind.Scalar, NumberDataViewType.Single, false),
                new(EffectiveSliceCount, VectorKind.Scalar, NumberDataViewType.Single, false),
            ];
    }

    private static bool IsBag(DataViewType type) =>
        type is VectorDataViewType vector && vector.ItemType == NumberDataViewType.Single && vector.Dimensions.Length == 2 && vector.Dimensions[1] > 0;
}
