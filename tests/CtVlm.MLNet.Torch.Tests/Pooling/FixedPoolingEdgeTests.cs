using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The reference's edge cases: one row, NaN in slices and in padding, ties.</summary>
public sealed class FixedPoolingEdgeTests
{
    public FixedPoolingEdgeTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> OneRow => Expected("n1");

    public static TheoryData<string> WithNaN => Expected("nan_valid");

    /// <summary>Poolings of any finite values that need no training.</summary>
    public static TheoryData<string> OfAnyValues => [.. PoolingCases.Untrained.Select(row => row.Data).Where(s => s != "noisyor")];

    /// <summary>Those that take a bag of one row, as the reference's padded bags have.</summary>
    public static TheoryData<string> OfAnyBag => [.. OfAnyValues.Select(row => row.Data).Where(s => PoolingCases.SmallestBag(SlicePooling.Parse(s)) == 1)];

    [Theory]
    [MemberData(nameof(OneRow))]
    public void Forward_OneRow_Agrees(string key) => Check("n1", key);

    [Theory]
    [MemberData(nameof(WithNaN))]
    public void Forward_NaNInASlice_ReachesWhatDependsOnIt(string key) => Check("nan_valid", key);

    [Theory]
    [MemberData(nameof(OfAnyValues))]
    public void Forward_NaNInASlice_ShowsInThatBagOnly(string specification)
    {
        using DisposeScope scope = NewDisposeScope();
        SlicePooling pooling = SlicePooling.Parse(specification);
        using PoolingModule module = PoolingCases.Module(pooling);
        float[] broken = PoolingCases.Bag(5, 2);
        BagBatch whole = PoolingCases.Batch([PoolingCases.Bag(5, 1), broken], 0);
        double[] before = PoolingCases.Values(module.forward(whole).Vectors[0]);
        broken[(2 * PoolingCases.Width) + 1] = float.NaN;
        Tensor vectors = module.forward(PoolingCases.Batch([PoolingCases.Bag(5, 1), broken], 0)).Vectors;
        PoolingCases.AssertClose(before, PoolingCases.Values(vectors[0]), 1e-12);
        Assert.Contains(PoolingCases.Values(vectors[1]), double.IsNaN);
    }

    [Theory]
    [MemberData(nameof(OfAnyBag))]
    public void Forward_NaNInPadding_ChangesNeitherVectorNorGradient(string specification)
    {
        using DisposeScope scope = NewDisposeScope();
        SlicePooling pooling = SlicePooling.Parse(specification);
        (double[] expected, double[] expectedGradient) = Run(pooling, "bag.padded.x");
        (double[] actual, double[] gradient) = Run(pooling, "edge.nan_padding.x");
        Assert.Equal(expected, actual);
        Assert.Equal(expectedGradient, gradient);
        Assert.All(actual.Concat(gradient), v => Assert.True(double.IsFinite(v)));
    }

    [Theory]
    [InlineData("max")]
    [InlineData("min")]
    [InlineData("topk:k=1,by=dimension")]
    [InlineData("median:variant=lower")]
    public void Backward_Ties_GradientOfAColumnSumsToThatOfItsResult(string specification)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = Read("edge.max_tie.x").requires_grad_();
        using PoolingModule module = SlicePooling.Parse(specification).CreateModule((int)rows.shape[2], classCount: 0);
        Tensor vectors = module.forward(new BagBatch(rows, ones(rows.shape[0], rows.shape[1], dtype: @bool))).Vectors;
        Tensor coefficients = arange(vectors.numel(), dtype: float64).Plus(1).view(vectors.shape);
        vectors.mul(coefficients).sum().backward();
        PoolingCases.AssertClose(PoolingCases.Values(coefficients), PoolingCases.Values(rows.grad!.sum(1)), 1e-12);
    }

    private static (double[] Vectors, double[] Gradient) Run(SlicePooling pooling, string bag)
    {
        Tensor rows = Read(bag).requires_grad_();
        using PoolingModule module = pooling.CreateModule((int)rows.shape[2], classCount: 0);
        Tensor vectors = module.forward(new BagBatch(rows, GeometryCase.TensorOf("pooling", "bag.padded.mask").to(@bool))).Vectors;
        vectors.mul(arange(vectors.shape[1], dtype: float64).cos()).sum().backward();
        return (PoolingCases.Values(vectors), PoolingCases.Values(rows.grad!));
    }

    private static void Check(string edge, string key)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = Read($"edge.{edge}.x");
        using PoolingModule module = SlicePooling.Parse(Specification(key)).CreateModule((int)rows.shape[2], classCount: 0);
        Tensor vectors = module.forward(new BagBatch(rows, ones(rows.shape[0], rows.shape[1], dtype: @bool))).Vectors;
        PoolingCases.AssertClose(PoolingCases.Values(Read($"edge.{edge}.{key}")), PoolingCases.Values(vectors), 1e-9);
    }

    private static string Specification(string key) => key switch
    {
        "mean" or "sum" or "max" or "min" => key,
        "median_lower" => "median:variant=lower",
        "median_mid" => "median:variant=mid",
        "mean_std_concat" => "meanstd",
        "min_max_mean_concat" => "minmaxmean",
        "gem_p3" => "gem",
        "log_sum_exp_r1" => "logsumexp:r=1",
        "log_sum_exp_r10" => "logsumexp:r=10",
        "topk_mean_per_dimension_k5" => "topk:k=5,by=dimension",
        "covariance_none" => "covariance",
        _ => throw new InvalidDataException($"No pooling for '{key}'."),
    };

    private static Tensor Read(string name) => GeometryCase.TensorOf("pooling", name).to(float64);

    private static TheoryData<string> Expected(string edge)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Path("geometry", "pooling.json")));
        return [.. document.RootElement.GetProperty("edge_cases").GetProperty(edge).GetProperty("expected").EnumerateObject().Select(p => p.Name)];
    }
}
