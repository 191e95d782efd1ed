using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Neighbouring slices as channels, from file to bag.</summary>
public class EmbedCtNeighbourTests
{
    private const int Channels = 3;

    public static TheoryData<string, int, RenderPrecision> Selections => new()
    {
        { "All", 1, RenderPrecision.Float },
        { "All", 3, RenderPrecision.EightBit },
        { "Planes(0,48,0)", 2, RenderPrecision.Float },
        { "Planes(0,0,48)", 50, RenderPrecision.Float },
    };

    [Theory]
    [MemberData(nameof(Selections))]
    public void Transform_EveryPicture_HasTheChannelsOfItsNeighbours(string slices, int step, RenderPrecision precision)
    {
        SliceSelection selection = SliceSelection.Parse(slices);
        EmbedCtFixture plain = new() { Rendering = CtRendering.SoftTissue(selection, precision) };
        EmbedCtFixture neighbours = new() { Rendering = CtRendering.NeighbouringSlices(step: step, slices: selection, precision: precision) };
        float[] single = plain.ReadBags(plain.View(1))[0];
        float[] bag = neighbours.ReadBags(neighbours.View(1))[0];
        int pictures = single.Length / CountingEncoder.Width;
        Assert.Equal(slices == "All" ? 8 : 48, pictures);
        Assert.Equal(single.Length, bag.Length);

        // A vector holds four means a channel, then four mean squares a channel.
        for (int i = 0; i < bag.Length; i++)
        {
            int picture = i / CountingEncoder.Width, place = i % CountingEncoder.Width;
            int source = Math.Clamp(picture + (((place / 4 % Channels) - 1) * step), 0, pictures - 1);
            Assert.Equal(single[(source * CountingEncoder.Width) + place], bag[i], 1e-5);
        }
    }

    [Theory]
    [InlineData("All")]
    [InlineData("Planes(5,11,10)")]
    public void Transform_AnyBatchSize_GivesTheSameBags(string slices)
    {
        CtRendering rendering = CtRendering.NeighbouringSlices(step: 2, slices: SliceSelection.Parse(slices));
        List<float[]>[] results = [.. new[] { 1, 8, 64 }.Select(size =>
        {
            EmbedCtFixture fixture = new(runtime: new CtRuntimeOptions { BatchSize = size }) { Rendering = rendering };
            return fixture.ReadBags(fixture.View(6));
        })];
        Assert.All(results[0], bag => Assert.True(bag.Distinct().Count() > 50));
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void PredictionEngine_EqualsTransform()
    {
        EmbedCtFixture fixture = new() { Rendering = CtRendering.NeighbouringSlices(slices: SliceSelection.Uniform(5)) };
        ITransformer model = fixture.Pipeline().Fit(fixture.View());
        using PredictionEngine<CtStudy, BagPrediction> engine = fixture.Ml.Model.CreatePredictionEngine<CtStudy, BagPrediction>(model);
        List<float[]> expected = fixture.ReadBags(fixture.View(4));
        Assert.Equal(expected, TestCohort.Shared.Rows(fixture.Ml).Take(4).Select(study => engine.Predict(study).Slices));
    }

    [Fact]
    public void Workout_SavedAndLoaded_Passes()
    {
        EmbedCtFixture fixture = new()
        {
            Encoder = VlmEncoder.FromSeed(5),
            Rendering = CtRendering.NeighbouringSlices(step: 2, slices: SliceSelection.Uniform(3), precision: RenderPrecision.EightBit),
        };
        EstimatorWorkout.Run(fixture.Ml, fixture.Pipeline(), new EstimatorWorkoutInput
        {
            Valid = fixture.View(2),
            Invalid = [fixture.Ml.Data.LoadFromEnumerable([new VectorRow { Embedding = [1, 2, 3] }])],
            Tolerance = 1e-5f,
        });
    }

    [Fact]
    public void Transform_OtherStep_IsAnotherCacheEntry()
    {
        EmbeddingCache cache = EmbeddingCache.InMemory();
        CtRendering plain = CtRendering.SoftTissue(SliceSelection.Uniform(3));
        List<List<float[]>> bags = [];
        foreach (int? step in new int?[] { null, 1, 2, 1, null })
        {
            EmbedCtFixture fixture = new(runtime: new CtRuntimeOptions { Cache = cache }) { Rendering = plain with { NeighbourStep = step } };
            bags.Add(fixture.ReadBags(fixture.View(2)));
        }

        Assert.Equal(2 * 2, cache.Statistics.Hits);
        Assert.Equal(bags[1], bags[3]);
        Assert.Equal(bags[0], bags[4]);
        Assert.NotEqual(bags[0], bags[1]);
        Assert.NotEqual(bags[1], bags[2]);
    }

    [Theory]
    [InlineData("Range(10..18)", 1, 8, 10)]
    [InlineData("Range(0..8)", 1, 8, 9)]
    [InlineData("Range(10..18)", 4, 8, 16)]
    [InlineData("All", 1, 64, 42)]
    [InlineData("All", 1, 8, 48)]
    [InlineData("Planes(0,8,0)", 1, 8, 40)]
    public void Transform_SlicesThatPicturesShare_AreDecodedOnceAChunk(string slices, int step, int batchSize, int expected)
    {
        CountingVolume counting = new();
        using CtVolume volume = counting.Create();
        EmbedCtFixture fixture = new(runtime: new CtRuntimeOptions { BatchSize = batchSize })
        {
            Rendering = CtRendering.NeighbouringSlices(step: step, slices: SliceSelection.Parse(slices)),
        };
        VolumeRow[] rows = [new() { Volume = volume }];
        IDataView view = fixture.Ml.Data.LoadFromEnumerable(rows);
        ViewReading.ReadColumn<float[]>(fixture.Embed().Fit(view).Transform(view), "Slices");
        Assert.Equal(expected, counting.Reads);
    }
}
