using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The reference figures of the diagnosis, and the rows they describe.</summary>
internal static class DiagnosisGolden
{
    private const double Relative = 1e-8, Absolute = 1e-9;

    public static JsonElement Root { get; } = Parse("diagnostics.json");

    public static JsonElement Supplement { get; } = Parse("supplement.json");

    public static JsonElement Set(string set) => Root.GetProperty("sets").GetProperty(set);

    public static JsonElement Edge(string name) => Root.GetProperty("edge_cases").GetProperty(name);

    public static DiagnosisRows Rows(string name, string file = "diagnostics.safetensors") => Read(file, name, tensor =>
        DiagnosisRows.FromSingles(tensor.data<float>().ToArray(), (int)tensor.shape[1]));

    public static int[] Integers(string name, string file = "diagnostics.safetensors") => Read(file, name, tensor => tensor.data<int>().ToArray());

    public static double[] Doubles(string name, string file = "diagnostics.safetensors") => Read(file, name, tensor => tensor.data<double>().ToArray());

    /// <summary>|x - r| at most atol + rtol |r| with the file's tolerance for float64.</summary>
    public static void AssertFigure(JsonElement values, string name, GeometryFigure actual)
    {
        Assert.True(actual.IsDefined, $"{name}: {actual.Undefined}");
        AssertClose(values.GetProperty(name).GetDouble(), actual, name);
    }

    public static void AssertClose(double expected, double actual, string name) =>
        Assert.True(Math.Abs(actual - expected) <= Absolute + (Relative * Math.Abs(expected)), $"{name}: {expected:R} expected, got {actual:R}.");

    public static void AssertClose(double[] expected, double[] actual, string name, double absolute = Absolute, double relative = Relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= absolute + (relative * Math.Abs(expected[i])), $"{name}[{i}]: {expected[i]:R} expected, got {actual[i]:R}.");
        }
    }

    /// <summary>The reference's own tolerance is the one that these tests use.</summary>
    public static (double Relative, double Absolute) StatedTolerance()
    {
        JsonElement tolerance = Root.GetProperty("tolerance").GetProperty("float64");
        return (tolerance.GetProperty("rtol").GetDouble(), tolerance.GetProperty("atol").GetDouble());
    }

    public static PairDistances UnitPairs(DiagnosisRows rows) => PairDistances.Between(rows.Take(rows.FindNonZero()).Normalize());

    public static ConeFigures Cone(DiagnosisRows rows) => ConeDiagnosis.Compute(rows, rows.Take(rows.FindNonZero()).Normalize(), UnitPairs(rows));

    public static RankFigures Rank(DiagnosisRows rows) => RankDiagnosis.Compute(RowSpectrum.Of(rows), rows.Width);

    public static ComparisonFigures Compare(DiagnosisRows x, DiagnosisRows y) => new ComparisonDiagnosis(x, y).Compute([.. Enumerable.Range(0, x.Count)]);

    private static T Read<T>(string file, string name, Func<torch.Tensor, T> convert)
    {
        using GoldenTensors tensors = new("geometry", file);
        using torch.Tensor tensor = tensors.Read(name);
        return convert(tensor);
    }

    private static JsonElement Parse(string file) => JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("geometry", file))).RootElement;
}
