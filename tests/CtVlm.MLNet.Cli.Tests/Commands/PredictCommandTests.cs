using System.Text.Json;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Cli.Tests;

public sealed class PredictCommandTests : IClassFixture<PredictCommandTests.Models>
{
    private readonly Models _models;

    public PredictCommandTests(Models models) => _models = models;

    [Fact]
    public async Task Json_StudiesCsv_EqualsTheModel()
    {
        ToolRun run = await ToolRun.SucceedAsync("predict", _models.Throwing, TestCohort.Shared.CsvPath, "--json", "--cache", "none");
        JsonElement[] predictions = [.. run.Json().GetProperty("predictions").EnumerateArray()];
        MLContext ml = new(seed: 1);
        IDataView scored = ml.Model.Load(_models.Throwing, out _).Transform(TestCohort.Shared.View(ml));
        float[][] scores = [.. scored.GetColumn<float[]>("Score")];
        uint[] keys = [.. scored.GetColumn<uint>("PredictedLabel")];
        VBuffer<float> values = default;
        scored.Schema["PredictedLabel"].GetKeyValues(ref values);
        Assert.Equal(scores.Length, predictions.Length);
        Assert.Equal(keys.Select(key => values.GetItemOrDefault((int)key - 1).ToString()), predictions.Select(p => p.GetProperty("label").GetString()));
        for (int i = 0; i < scores.Length; i++)
        {
            JsonProperty[] classes = [.. predictions[i].GetProperty("scores").EnumerateObject()];
            Assert.Equal(values.DenseValues().Select(value => value.ToString()), classes.Select(one => one.Name));
            Assert.All(scores[i].Zip(classes), pair => Assert.Equal(pair.First, pair.Second.Value.GetDouble(), 1e-5));
            Assert.Equal(JsonValueKind.Null, predictions[i].GetProperty("error").ValueKind);
        }
    }

    [Fact]
    public async Task Json_Folder_ScoresEverySeriesAsTheCsvDoes()
    {
        JsonElement csv = (await ToolRun.SucceedAsync("predict", _models.Throwing, TestCohort.Shared.CsvPath, "--json", "--cache", "none")).Json();
        JsonElement found = (await ToolRun.SucceedAsync("predict", _models.Throwing, TestCohort.Shared.Folder, "--json", "--cache", "none")).Json();
        Assert.Equal(Labels(csv), Labels(found));
    }

    [Theory]
    [InlineData(SeriesErrorPolicy.Throw)]
    [InlineData(SeriesErrorPolicy.MissingValue)]
    [InlineData(SeriesErrorPolicy.SkipRow)]
    public async Task Json_BadSeriesAmongGood_IsARowWithItsReason(SeriesErrorPolicy policy)
    {
        using TemporaryFolder folder = new();
        Copies.Series(Chain.Folder("ge-axial"), folder.Combine("good"));
        File.WriteAllText(folder.Combine("studies.csv"), "series_path,patient_id,severity,report\nmissing,P1,0,\ngood,P2,1,\n");
        ToolRun run = await ToolRun.RunAsync("predict", _models.For(policy), folder.Combine("studies.csv"), "--json", "--cache", "none");
        Assert.Equal(0, run.ExitCode);
        JsonElement[] predictions = [.. run.Json().GetProperty("predictions").EnumerateArray()];
        Assert.Equal(["missing", "good"], predictions.Select(p => p.GetProperty("series").GetString()));
        Assert.NotEmpty(predictions[0].GetProperty("error").GetString()!);
        Assert.Equal(JsonValueKind.Null, predictions[0].GetProperty("label").ValueKind);
        Assert.Equal(JsonValueKind.Null, predictions[1].GetProperty("error").ValueKind);
        if (policy != SeriesErrorPolicy.SkipRow)
        {
            Assert.Contains("missing", predictions[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(1, (await ToolRun.RunAsync("predict", _models.For(policy), folder.Combine("studies.csv"), "--strict", "--cache", "none")).ExitCode);
    }

    // In a process of its own: here the trainer's assembly is loaded already.
    [Fact]
    public async Task Process_ModelOfATreeTrainer_IsLoaded()
    {
        ToolRun run = await ToolRun.RunProcessAsync("predict", _models.Trees, Chain.Folder("ge-axial"), "--json", "--cache", "none");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement prediction = Assert.Single(run.Json().GetProperty("predictions").EnumerateArray());
        Assert.Contains(prediction.GetProperty("label").GetString(), prediction.GetProperty("scores").EnumerateObject().Select(one => one.Name));
    }

    [Fact]
    public async Task Table_Folder_ShowsLabelAndScores()
    {
        ToolRun run = await ToolRun.SucceedAsync("predict", _models.Throwing, Chain.Folder("ge-axial"), "--cache", "none");
        Assert.Contains("predicted", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Fact]
    public async Task Run_FileThatIsNoModel_EndsWith1InOneLine()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("model.zip"), "not a zip");
        ToolRun run = await ToolRun.RunAsync("predict", folder.Combine("model.zip"), Chain.Folder("ge-axial"));
        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains("cannot be loaded as an ML.NET model", run.Error, StringComparison.Ordinal);
    }

    private static string[] Labels(JsonElement document) =>
        [.. document.GetProperty("predictions").EnumerateArray().Select(p => $"{Path.GetFileName(Path.GetDirectoryName(p.GetProperty("series").GetString()))}: {p.GetProperty("label").GetString()}")];

    /// <summary>One small model for each policy on failing series.</summary>
    public sealed class Models : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Models()
        {
            foreach (SeriesErrorPolicy policy in Enum.GetValues<SeriesErrorPolicy>())
            {
                Save(policy, For(policy), ml => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy());
            }

            Save(SeriesErrorPolicy.Throw, Trees, ml => ml.MulticlassClassification.Trainers.OneVersusAll(
                ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3, minimumExampleCountPerLeaf: 2)));
        }

        public string Throwing => For(SeriesErrorPolicy.Throw);

        public string Trees => _folder.Combine("trees.zip");

        public string For(SeriesErrorPolicy policy) => _folder.Combine($"{policy}.zip");

        public void Dispose() => _folder.Dispose();

        private static void Save(SeriesErrorPolicy policy, string path, Func<MLContext, IEstimator<ITransformer>> trainer)
        {
            MLContext ml = new MLContext(seed: 1).ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.InMemory() });
            IDataView studies = TestCohort.Shared.View(ml);
            var pipeline = ml.Transforms.LoadCtSeries(new LoadCtSeriesOptions { OutputColumnName = "Volume", InputColumnName = "SeriesPath", OnError = policy })
                .Append(ml.Transforms.EmbedCt(new EmbedCtOptions
                {
                    OutputColumnName = "Slices",
                    InputColumnName = "Volume",
                    Encoder = VlmEncoder.FromSeed(5),
                    Rendering = CtRendering.EnterographyRgb(SliceSelection.Uniform(3)),
                    OnError = policy,
                }))
                .Append(ml.Transforms.PoolEmbeddings("Features", "Slices"))
                .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Severity"))
                .Append(trainer(ml));
            ITransformer model = pipeline.Fit(studies);
            ml.Model.Save(model, studies.Schema, path);
        }
    }
}
