using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class PoolEmbeddingsTests
{
    private static readonly BagRow[] Rows =
    [
        new() { Name = "two", Slices = [1, 2, 3, 4, 5, 0, -3, 8] },
        new() { Name = "one", Slices = [9, 8, 7, 6] },
        new() { Name = "none", Slices = [] },
    ];

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, float[]> Expected => new()
    {
        { "mean", [3, 1, 0, 6] },
        { "max", [5, 2, 3, 8] },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Transform_BagOfTwo_IsPooledByColumn(string pooling, float[] expected)
    {
        IDataView result = Pool(pooling).Fit(View()).Transform(View());
        Assert.Equal(expected, ViewReading.ReadColumn<float[]>(result, "Embedding")[0]);
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    public void Transform_BagOfOne_IsThatVector(string pooling)
    {
        IDataView result = Pool(pooling).Fit(View()).Transform(View());
        Assert.Equal(Rows[1].Slices, ViewReading.ReadColumn<float[]>(result, "Embedding")[1]);
    }

    [Fact]
    public void Transform_EmptyBag_IsMissing()
    {
        IDataView result = Pool("mean").Fit(View()).Transform(View());
        Assert.All(ViewReading.ReadColumn<float[]>(result, "Embedding")[2], value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Transform_EmptyBagUnderThrow_SaysWhatToDo()
    {
        IDataView result = _ml.Transforms.PoolEmbeddings(new PoolEmbeddingsOptions { OutputColumnName = "Embedding", InputColumnName = "Slices", OnMissing = MissingBagPolicy.Throw })
            .Fit(View()).Transform(View());
        var failure = Assert.Throws<InvalidOperationException>(() => ViewReading.ReadColumn<float[]>(result, "Embedding"));
        Assert.Contains("OnError = SkipRow", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    public void Workout_Passes(string pooling) => EstimatorWorkout.Run(_ml, Pool(pooling), new EstimatorWorkoutInput
    {
        Valid = View(),
        Invalid =
        [
            _ml.Data.LoadFromEnumerable([new CtStudy()]),
            _ml.Transforms.CopyColumns("Slices", "Severity").Fit(_ml.Data.LoadFromEnumerable([new CtStudy()])).Transform(_ml.Data.LoadFromEnumerable([new CtStudy()])),
        ],
    });

    [Fact]
    public void Schema_Names_SlotsAfterColumnAndPooling()
    {
        DataViewSchema schema = Pool("max").Fit(View()).GetOutputSchema(View().Schema);
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Embedding"].GetSlotNames(ref names);
        Assert.Equal(["Slices.max.000", "Slices.max.001", "Slices.max.002", "Slices.max.003"], names.DenseValues().Select(n => n.ToString()));
    }

    [Fact]
    public void Schema_ProjectedAfterPoolingWithArguments_NamesSlotsWithoutThem()
    {
        IEstimator<ITransformer> pipeline = Pool("topk:k=2,by=norm").Append(_ml.Transforms.ProjectEmbeddings("Features", "Embedding", EmbeddingProjection.L2()));
        DataViewSchema schema = pipeline.Fit(View()).GetOutputSchema(View().Schema);
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Features"].GetSlotNames(ref names);
        Assert.Equal("Embedding.topk.l2.000", names.GetItemOrDefault(0).ToString());
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    public void Pool_AnyOrderOfRows_GivesTheSame(string pooling)
    {
        float[] bag = [.. Enumerable.Range(0, 40).Select(i => MathF.Sin(i * 7.3f))];
        float[] reversed = [.. bag.Chunk(4).Reverse().SelectMany(row => row)];
        float[] first = new float[4], second = new float[4];
        SlicePooling.Parse(pooling).Pool(bag, 4, first);
        SlicePooling.Parse(pooling).Pool(reversed, 4, second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Parse_UnknownName_ListsTheKnown()
    {
        var failure = Assert.Throws<ArgumentException>(() => SlicePooling.Parse("median of means"));
        Assert.Contains("mean, max", failure.Message, StringComparison.Ordinal);
    }

    private PoolEmbeddingsEstimator Pool(string name) => _ml.Transforms.PoolEmbeddings("Embedding", "Slices", SlicePooling.Parse(name));

    private IDataView View() => _ml.Data.LoadFromEnumerable(Rows);
}
