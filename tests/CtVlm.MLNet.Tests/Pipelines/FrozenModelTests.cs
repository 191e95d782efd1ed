using System.Text.Json;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Model files of every version so far load and give what they gave.</summary>
public class FrozenModelTests
{
    // One unit in the last place differs between processors; components are sums of 64 such products.
    private const float Tolerance = 1e-4f;

    public static TheoryData<string> Versions => ["0x00010001", "0x00010002", "0x00010003", "0x00010004"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Load_FrozenModel_GivesWhatItGave(string version)
    {
        var ml = new MLContext().ConfigureCtVlm(new CtRuntimeOptions { Cache = EmbeddingCache.None });
        ITransformer model = ml.Model.Load(GoldenFiles.Path("models", version + ".zip"), out DataViewSchema schema);
        Assert.Equal(["SeriesPath", "PatientId", "Severity", "Report"], schema.Select(c => c.Name));
        Dictionary<string, float[][]> expected = JsonSerializer.Deserialize<Dictionary<string, float[][]>>(File.ReadAllText(GoldenFiles.Path("models", version + ".json")))!;
        Dictionary<string, float[][]> actual = FrozenModel.Read(model.Transform(FrozenModel.Studies(ml)));
        Assert.Equal(expected.Keys, actual.Keys);
        foreach ((string column, float[][] rows) in expected)
        {
            Assert.All(rows.Zip(actual[column]), row => Assert.Equal(row.First, row.Second, (a, b) => Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(a))));
        }
    }

    [Fact]
    public void Write_ThenLoad_IsTheSame()
    {
        using var folder = new Testing.TemporaryFolder();
        FrozenModel.Write(folder.Combine("model.zip"), folder.Combine("values.json"));
        var ml = new MLContext();
        ITransformer model = ml.Model.Load(folder.Combine("model.zip"), out _);
        Dictionary<string, float[][]> expected = JsonSerializer.Deserialize<Dictionary<string, float[][]>>(File.ReadAllText(folder.Combine("values.json")))!;
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(FrozenModel.Read(model.Transform(FrozenModel.Studies(ml)))));
    }
}
