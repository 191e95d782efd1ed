using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>Every projection of the registry passes what every estimator must pass; one that is added there is tested here.</summary>
public class ProjectEmbeddingsWorkoutTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => [.. ProjectionRegistry.Entries.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Workout_Passes(string name) => EstimatorWorkout.Run(_ml, Create(name), new EstimatorWorkoutInput
    {
        Valid = View(GeometryRow.Create()),
        Invalid =
        [
            _ml.Data.LoadFromEnumerable([new CtStudy()]),
            _ml.Data.LoadFromEnumerable([new BagRow()], SchemaOfBags()),
        ],
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void SaveLoad_Projection_CanBeInspected(string name)
    {
        IDataView rows = View(GeometryRow.Create());
        ProjectEmbeddingsTransformer model = Create(name).Fit(rows);
        using TemporaryFolder folder = new();
        _ml.Model.Save(model, rows.Schema, folder.Combine("model.zip"));
        ITransformer loaded = _ml.Model.Load(folder.Combine("model.zip"), out _);
        FittedProjection projection = Assert.IsType<ProjectEmbeddingsTransformer>(loaded is TransformerChain<ITransformer> chain ? Assert.Single(chain) : loaded).Projection;
        Assert.Equal(name, projection.Name);
        Assert.Equal(model.Projection.OutputWidth, projection.OutputWidth);
        Assert.Equal(model.Projection.Mean.ToArray(), projection.Mean.ToArray());
        Assert.Equal(model.Projection.Figures.OrderBy(f => f.Key, StringComparer.Ordinal), projection.Figures.OrderBy(f => f.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Transform_NewRows_NeedsTheVectorsOnly(string name)
    {
        ProjectEmbeddingsTransformer model = Create(name).Fit(View(GeometryRow.Create()));
        IDataView vectors = _ml.Transforms.SelectColumns("Embedding").Fit(View(GeometryRow.Create())).Transform(View(GeometryRow.Create()));
        Assert.Equal(
            ViewReading.ReadColumn<float[]>(model.Transform(View(GeometryRow.Create())), "Features"),
            ViewReading.ReadColumn<float[]>(model.Transform(vectors), "Features"));
    }

    // A column that the projection asks for and the data lacks is refused when it is fitted, not when it is used.
    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_ColumnNeededIsMissing_IsRefusedByName(string name)
    {
        ProjectEmbeddingsEstimator estimator = Create(name);
        EmbeddingProjection projection = Example(name);
        IDataView all = View(GeometryRow.Create());
        foreach (string column in new[] { projection.LabelColumnName, projection.CounterpartColumnName }.OfType<string>())
        {
            IDataView without = _ml.Transforms.DropColumns(column).Fit(all).Transform(all);
            foreach (Action use in (Action[])[() => estimator.Fit(without), () => estimator.GetOutputSchema(SchemaShapes.Create(without.Schema))])
            {
                string message = Assert.Throws<ArgumentOutOfRangeException>(use).Message;
                Assert.Contains($"there is no column '{column}'", message, StringComparison.Ordinal);
                Assert.Contains($"projection '{name}'", message, StringComparison.Ordinal);
            }
        }
    }

    private static EmbeddingProjection Example(string name) => ProjectionRegistry.Entries.Single(e => e.Name == name).CreateExample();

    private static SchemaDefinition SchemaOfBags()
    {
        var schema = SchemaDefinition.Create(typeof(BagRow));
        schema[nameof(BagRow.Slices)].ColumnName = "Embedding";
        return schema;
    }

    private ProjectEmbeddingsEstimator Create(string name) => _ml.Transforms.ProjectEmbeddings("Features", "Embedding", Example(name));

    private IDataView View(IEnumerable<GeometryRow> rows) => _ml.Data.LoadFromEnumerable(rows);
}
