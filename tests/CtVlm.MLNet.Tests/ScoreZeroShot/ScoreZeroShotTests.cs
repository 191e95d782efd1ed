using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class ScoreZeroShotTests
{
    private static readonly EncoderSimilarity Softmax = new(SimilarityKind.Softmax, 4);
    private static readonly EncoderSimilarity Sigmoid = new(SimilarityKind.Sigmoid, 6, -2);

    private readonly ZeroShotCase _case = new();

    public static TheoryData<EncoderSimilarity> Similarities => [Softmax, Sigmoid];

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Score_Slices_GivesEachSliceItsProbabilities(EncoderSimilarity similarity)
    {
        float[] scores = _case.ScoreOne(ZeroShotCase.Bag, _case.Options with { Similarity = similarity, Level = ZeroShotLevel.Slice });
        ZeroShotCase.AssertClose(Slices(similarity).SelectMany(s => s), scores);
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Score_MeanProbability_IsTheMeanOfTheSlices(EncoderSimilarity similarity)
    {
        float[] scores = _case.ScoreOne(ZeroShotCase.Bag, _case.Options with { Similarity = similarity });
        ZeroShotCase.AssertClose(Enumerable.Range(0, 3).Select(k => Slices(similarity).Average(s => s[k])), scores);
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Score_MaxProbability_IsTheLargestOfTheSlices(EncoderSimilarity similarity)
    {
        double[] largest = [.. Enumerable.Range(0, 3).Select(k => Slices(similarity).Max(s => s[k]))];
        double divisor = similarity.Kind == SimilarityKind.Softmax ? largest.Sum() : 1;
        float[] scores = _case.ScoreOne(ZeroShotCase.Bag, _case.Options with { Similarity = similarity, Combination = ZeroShotCombination.MaxProbability });
        ZeroShotCase.AssertClose(largest.Select(p => p / divisor), scores);
    }

    [Fact]
    public void Score_MeanEmbedding_IsThatOfTheMeanUnitVector()
    {
        float[][] slices = [.. ZeroShotCase.Bag.Chunk(ZeroShotCase.Width)];
        float[] mean = [.. Enumerable.Range(0, ZeroShotCase.Width).Select(i => (float)slices.Average(s => s[i] / Math.Sqrt(s.Sum(v => (double)v * v))))];
        float[] scores = _case.ScoreOne(ZeroShotCase.Bag, _case.Options with { Combination = ZeroShotCombination.MeanEmbedding });
        ZeroShotCase.AssertClose(ZeroShotCase.Reference(mean, Softmax), scores);
    }

    [Fact]
    public void Score_PooledVector_EqualsTheBagOfOne()
    {
        float[] vector = ZeroShotCase.Bag[4..8];
        IDataView pooled = EmbeddingRow.Vectors(_case.Ml, ZeroShotCase.Width, [vector]);
        Assert.Equal(_case.ScoreOne(vector), ViewReading.ReadColumn<float[]>(_case.Score(pooled), "Score")[0]);
    }

    [Fact]
    public void Score_LowTemperature_DecidesHarder()
    {
        float[] vector = ZeroShotCase.Bag[..4];
        float[] scores = _case.ScoreOne(vector, _case.Options with { Similarity = _case.Encoder.GetSimilarity() with { Scale = 1 / 0.01 } });
        ZeroShotCase.AssertClose(ZeroShotCase.Reference(vector, Softmax with { Scale = 100 }), scores);
        Assert.True(scores[0] > _case.ScoreOne(vector)[0]);
    }

    [Fact]
    public void Score_LengthOfVectors_DoesNotMatter()
    {
        float[] scores = _case.ScoreOne([.. ZeroShotCase.Bag.Chunk(4).SelectMany((slice, i) => slice.Select(v => v * MathF.Pow(10, i)))]);
        ZeroShotCase.AssertClose(_case.ScoreOne(ZeroShotCase.Bag).Select(v => (double)v), scores);
    }

    [Fact]
    public void Score_PromptsAndTemplates_AreAveragedAsUnitVectors()
    {
        ScoreZeroShotOptions options = _case.Options with { Classes = [new("chest"), new("abdomen"), new("low", "pelvis", "hips")], Templates = ["{0}", "CT of the {0}"] };
        double half = Math.Sqrt(0.5);
        float[] scores = _case.ScoreOne([0, 0, 1, 1], options);
        double[] weights = [1, 1, Math.Exp(4 * ((half * half) + (half * half)))];
        ZeroShotCase.AssertClose(weights.Select(w => w / weights.Sum()), scores);
        Assert.Equal(8, _case.Texts.Texts);
    }

    [Fact]
    public void PredictedLabel_NamesTheLikeliestClass()
    {
        IDataView result = _case.Ml.Transforms.ScoreZeroShot(_case.Options)
            .Append(_case.Ml.Transforms.Conversion.MapKeyToValue("Name2", "PredictedLabel"))
            .Fit(_case.Bags()).Transform(_case.Bags(ZeroShotCase.Bag, [0, 1, 0, 0], [0, 0, 3, 1]));
        Assert.Equal(["chest", "abdomen", "pelvis"], ViewReading.ReadColumn<string>(result, "Name2"));
    }

    [Fact]
    public void PredictedLabel_BySlice_IsAKeyEach()
    {
        IDataView result = _case.Score(_case.Bags(ZeroShotCase.Bag), _case.Options with { Level = ZeroShotLevel.Slice });
        Assert.Equal([1u, 1u, 3u], Assert.Single(ViewReading.ReadColumn<uint[]>(result, "PredictedLabel")));
        Assert.Equal(3, ((VectorDataViewType)result.Schema["Score"].Type).Dimensions[1]);
    }

    [Fact]
    public void Missing_GivesMissing_OrThrows()
    {
        IDataView view = _case.Bags([], [float.NaN, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]);
        IDataView result = _case.Score(view);
        Assert.Equal([0u, 0u, 0u, 1u], ViewReading.ReadColumn<uint>(result, "PredictedLabel"));
        Assert.All(ViewReading.ReadColumn<float[]>(result, "Score")[..3], scores => Assert.All(scores, s => Assert.True(float.IsNaN(s))));
        IDataView bySlice = _case.Score(view, _case.Options with { Level = ZeroShotLevel.Slice });
        Assert.Equal([0, 3, 3, 3], ViewReading.ReadColumn<float[]>(bySlice, "Score").Select(s => s.Length));
        IDataView throwing = _case.Score(view, _case.Options with { OnMissing = MissingBagPolicy.Throw });
        var failure = Assert.Throws<InvalidOperationException>(() => ViewReading.ReadColumn<float[]>(throwing, "Score"));
        Assert.Contains("OnError = SkipRow", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_Prefix_NamesTheColumns()
    {
        IDataView result = _case.Score(_case.Bags(ZeroShotCase.Bag), _case.Options with { OutputColumnPrefix = "Region." });
        Assert.Equal(["Region.Score", "Region.PredictedLabel"], result.Schema.Skip(3).Select(c => c.Name));
    }

    [Fact]
    public void Schema_CarriesNamesAndProvenance()
    {
        IDataView view = EmbeddingRow.Bags(_case.Ml, ZeroShotCase.Width, [ZeroShotCase.Bag], (Provenance.Rendering, "{}"), (Provenance.EmbeddingPoint, "Projected"));
        DataViewSchema.Column score = _case.Score(view).Schema["Score"];
        VBuffer<ReadOnlyMemory<char>> names = default;
        score.GetSlotNames(ref names);
        Assert.Equal(["chest", "abdomen", "pelvis"], names.DenseValues().Select(n => n.ToString()));
        Assert.Equal("given", Provenance.ReadText(score, Provenance.Encoder));
        Assert.Equal("given-1", Provenance.ReadText(score, Provenance.EncoderHash));
        Assert.Equal("{}", Provenance.ReadText(score, Provenance.Rendering));
        Assert.Equal("""{"classes":{"chest":["chest"],"abdomen":["abdomen"],"pelvis":["pelvis"]},"templates":[]}""", Provenance.ReadText(score, Provenance.Prompts));
    }

    [Fact]
    public void Texts_AreEmbeddedOnce_AndOnlyWhenARowIsRead()
    {
        IDataView view = _case.Bags(ZeroShotCase.Bag, ZeroShotCase.Bag);
        ScoreZeroShotEstimator estimator = _case.Ml.Transforms.ScoreZeroShot(_case.Options);
        IDataView result = estimator.Fit(view).Transform(view);
        ViewReading.ReadColumn<string>(result, "Name");
        Assert.Equal(0, _case.Texts.Calls);
        ViewReading.ReadRows(result, "Score", "PredictedLabel");
        ViewReading.ReadRows(result, "Score");
        Assert.Equal(1, _case.Texts.Calls);
        Assert.Equal(0, _case.Texts.Loaded);
    }

    [Fact]
    public void Evaluations_TakeTheColumns()
    {
        EmbeddingRow[] rows =
        [
            new() { Truth = "chest", Slices = [1, 0, 0, 0] }, new() { Truth = "chest", Slices = [2, 1, 0, 0] }, new() { Truth = "abdomen", Slices = [0, 1, 0, 0] },
            new() { Truth = "pelvis", Slices = [0, 0, 1, 0] }, new() { Truth = "pelvis", Slices = [3, 0, 1, 0] },
        ];
        IDataView view = EmbeddingRow.View(_case.Ml, new VectorDataViewType(NumberDataViewType.Single, 0, ZeroShotCase.Width), rows);
        IDataView names = _case.Ml.Data.LoadFromEnumerable(new[] { "chest", "abdomen", "pelvis" }.Select(n => new EmbeddingRow { Truth = n }));
        IDataView scored = _case.Ml.Transforms.ScoreZeroShot(_case.Options)
            .Append(_case.Ml.Transforms.Conversion.MapValueToKey("Label", nameof(EmbeddingRow.Truth), keyData: _case.Ml.Transforms.SelectColumns(nameof(EmbeddingRow.Truth)).Fit(names).Transform(names)))
            .Fit(view).Transform(view);
        Assert.Equal(0.8, _case.Ml.MulticlassClassification.EvaluateClinical(scored).Accuracy, 6);
        MulticlassClassificationMetrics metrics = _case.Ml.MulticlassClassification.Evaluate(scored);
        Assert.Equal(0.8, metrics.MicroAccuracy, 6);
        Assert.InRange(metrics.LogLoss, 0.01, 2);
    }

    private static List<double[]> Slices(EncoderSimilarity similarity) => [.. ZeroShotCase.Bag.Chunk(ZeroShotCase.Width).Select(slice => ZeroShotCase.Reference(slice, similarity))];
}
