using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Projects the vector of one row.</summary>
internal sealed class ProjectEmbeddingsMapper : RowMapper
{
    private readonly ProjectEmbeddingsTransformer _transformer;
    private readonly DataViewSchema.Column _input;

    public ProjectEmbeddingsMapper(ProjectEmbeddingsTransformer transformer, IHost host, DataViewSchema schema)
        : base(transformer)
    {
        _transformer = transformer;
        int width = transformer.Projection.InputWidth;
        _input = ColumnCheck.Find(
            host,
            schema,
            ProjectEmbeddingsEstimator.Verb,
            transformer.InputColumnName,
            $"a vector of {width} Single, as it was when the projection was fitted",
            ProjectEmbeddingsEstimator.Advice,
            type => ProjectEmbeddingsEstimator.IsVector(type) && type.GetVectorSize() == width);
    }

    protected override bool IsInput(int column) => column == _input.Index;

    protected override DataViewSchema.DetachedColumn[] CreateOutputColumns()
    {
        FittedProjection projection = _transformer.Projection;
        var annotations = new DataViewSchema.Annotations.Builder();
        SlotNaming.Add(annotations, projection.OutputWidth, () => string.Join('.', NameParts(projection.Name)));
        annotations.Add(
            _input.Annotations, kind => kind.StartsWith(Provenance.Prefix, StringComparison.Ordinal) && kind != Provenance.Projection);
        Provenance.AddText(annotations, Provenance.Projection, () => string.Join('+', new[] { Provenance.ReadText(_input, Provenance.Projection), projection.Name }.OfType<string>()));
        if (projection.Normalizes)
        {
            annotations.Add(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, (ref bool isNormalized) => isNormalized = true);
        }

        return [new(_transformer.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, projection.OutputWidth), annotations.ToAnnotations())];
    }

    protected override void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters)
    {
        ValueGetter<VBuffer<float>> source = input.GetGetter<VBuffer<float>>(input.Schema[_input.Index]);
        FittedProjection projection = _transformer.Projection;
        VBuffer<float> vector = default;
        VBuffer<float> dense = default;
        getters[0] = (ValueGetter<VBuffer<float>>)((ref VBuffer<float> projected) =>
        {
            source(ref vector);
            VBufferEditor<float> editor = VBufferEditor.Create(ref projected, projection.OutputWidth);
            projection.Apply(VectorReading.Dense(vector, ref dense), editor.Values);
            projected = editor.Commit();
        });
    }

    // Names without arguments: a slot's name is read in tables, the full specification is in the annotations.
    private IEnumerable<string> NameParts(string projection) =>
        new[] { Provenance.ReadText(_input, Provenance.Encoder) ?? _input.Name, NameOf(Provenance.ReadText(_input, Provenance.Pooling)), Provenance.ReadText(_input, Provenance.Projection), projection }
            .OfType<string>();

    private static string? NameOf(string? specification) => specification?.Split(':', 2)[0];
}
