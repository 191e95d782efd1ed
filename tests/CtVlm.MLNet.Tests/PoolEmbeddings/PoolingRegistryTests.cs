using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>What every pooling of the registry must pass, with its default arguments: a pooling that is added there is tested here.</summary>
public class PoolingRegistryTests
{
    // What is learnt does not matter here: a few steps will do.
    private static readonly PoolingTraining s_training = new() { MaxEpochs = 2 };

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => [.. PoolingRegistry.Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Workout_Passes(string name) => EstimatorWorkout.Run(_ml, Create(name), new EstimatorWorkoutInput
    {
        Valid = View(),
        Invalid = [_ml.Data.LoadFromEnumerable([new CtStudy()]), _ml.Transforms.CopyColumns("Slices", "Label").Fit(View()).Transform(View())],
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Specification_ParsedAgain_IsTheSame(string name)
    {
        SlicePooling pooling = SlicePooling.Parse(name);
        Assert.Equal(name, pooling.Name);
        Assert.Equal(pooling.Specification, SlicePooling.Parse(pooling.Specification).Specification);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Transform_EmptyBag_IsMissing(string name)
    {
        IDataView result = Create(name).Fit(View()).Transform(View());
        Assert.All(ViewReading.ReadColumn<float[]>(result, "Embedding")[^1], value => Assert.True(float.IsNaN(value)));
        Assert.All(ViewReading.ReadColumn<float[]>(result, "Embedding").SkipLast(1), vector => Assert.All(vector, value => Assert.True(float.IsFinite(value))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Transform_Weights_SumToOne(string name)
    {
        PoolEmbeddingsEstimator estimator = Create(name);
        if (!SlicePooling.Parse(name).HasSliceWeights)
        {
            var failure = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.PoolEmbeddings(Options(name) with { SliceWeightsColumnName = "Weights" }).GetOutputSchema(SchemaShapes.Create(View().Schema)));
            Assert.Contains("no slice weights", failure.Message, StringComparison.Ordinal);
            return;
        }

        List<object?[]> rows = ViewReading.ReadRows(estimator.Fit(View()).Transform(View()), "Slices", "Weights", "Weights.Entropy", "Weights.EffectiveSliceCount");
        Assert.All(rows.SkipLast(1), row =>
        {
            float[] weights = (float[])row[1]!;
            Assert.Equal(((float[])row[0]!).Length / LabelledBagRow.Width, weights.Length);
            Assert.Equal(1, weights.Sum(), 1e-5f);
            Assert.All(weights, weight => Assert.True(weight >= 0));
            double entropy = -weights.Sum(w => w > 0 ? w * Math.Log(w) : 0);
            Assert.Equal(entropy, (float)row[2]!, 1e-5);
            Assert.Equal(Math.Exp(entropy), (float)row[3]!, 1e-4);
        });
        Assert.Empty((float[])rows[^1][1]!);
        Assert.True(float.IsNaN((float)rows[^1][2]!) && float.IsNaN((float)rows[^1][3]!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_WithoutWhatThePoolingNeeds_IsRefused(string name)
    {
        SlicePooling pooling = SlicePooling.Parse(name);
        IDataView bagsOnly = _ml.Transforms.DropColumns("Label", "PositionsMm").Fit(View()).Transform(View());
        PoolEmbeddingsEstimator estimator = Create(name);
        if (pooling.IsTrained || pooling.TakesPositions)
        {
            EstimatorWorkout.MustFail(() => estimator.GetOutputSchema(SchemaShapes.Create(bagsOnly.Schema)));
            EstimatorWorkout.MustFail(() => estimator.Fit(bagsOnly));
        }
        else
        {
            Assert.NotNull(estimator.Fit(bagsOnly).Transform(bagsOnly));
        }

        if (pooling.UsesPositions)
        {
            EstimatorWorkout.MustFail(() => _ml.Transforms.PoolEmbeddings(Options(name) with { PositionsColumnName = null }).GetOutputSchema(SchemaShapes.Create(View().Schema)));
        }
    }

    [Fact]
    public void Transform_MiddleWithPositions_TakesTheSliceInTheMiddleInMillimetres()
    {
        LabelledBagRow[] rows = [new() { Slices = [.. Enumerable.Range(0, 40).Select(v => (float)v)], PositionsMm = [30, -10, 20, 0, 10] }];
        IDataView view = _ml.Data.LoadFromEnumerable(rows);
        Assert.Equal(rows[0].Slices[32..], ViewReading.ReadColumn<float[]>(Create("middle").Fit(view).Transform(view), "Embedding")[0]);
        IDataView byOrder = _ml.Transforms.PoolEmbeddings(Options("middle") with { PositionsColumnName = null }).Fit(view).Transform(view);
        Assert.Equal(rows[0].Slices[16..24], ViewReading.ReadColumn<float[]>(byOrder, "Embedding")[0]);
        rows[0].PositionsMm[2] = float.NaN;
        var failure = Assert.ThrowsAny<Exception>(() => ViewReading.ReadColumn<float[]>(Create("middle").Fit(view).Transform(view), "Embedding"));
        Assert.Contains("Slice 2 of bag 0 has no finite position in mm", failure.ToString(), StringComparison.Ordinal);
    }

    private static PoolEmbeddingsOptions Options(string name) => new()
    {
        OutputColumnName = "Embedding",
        InputColumnName = "Slices",
        Pooling = SlicePooling.Parse(name, s_training),
        PositionsColumnName = "PositionsMm",
        SliceWeightsColumnName = SlicePooling.Parse(name).HasSliceWeights ? "Weights" : null,
    };

    private PoolEmbeddingsEstimator Create(string name) => _ml.Transforms.PoolEmbeddings(Options(name));

    private IDataView View() => _ml.Data.LoadFromEnumerable(LabelledBagRow.Make());
}
