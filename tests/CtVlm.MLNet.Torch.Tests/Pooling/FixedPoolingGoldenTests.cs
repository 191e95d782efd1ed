using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Poolings that need no training against the reference: values, loss and gradients in double, and the vector of a bag in single precision.</summary>
public sealed class FixedPoolingGoldenTests
{
    /// <summary>Operations of the reference that learn; they have tests of their own.</summary>
    private static readonly string[] TrainedOperations =
        ["attention", "gated_attention", "mha_query", "pma", "map_head", "transformer", "netvlad", "gcn", "gat", "topk_mean_by_score"];

    public FixedPoolingGoldenTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Ids => GeometryCase.Ids("pooling", [.. GeometryCase.Operations("pooling").Except(TrainedOperations)]);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Forward_Golden_ValueAndGradientsAgree(string id)
    {
        using DisposeScope scope = NewDisposeScope();
        GeometryCase golden = GeometryCase.Find("pooling", id);
        Tensor rows = golden.Tensor("x").to(float64).requires_grad_();
        using PoolingModule module = GoldenPooling.Of(golden).CreateModule((int)rows.shape[2], classCount: 0);
        Tensor pooled = module.forward(new BagBatch(rows, golden.Tensor("mask").to(@bool))).Vectors;
        golden.Check(golden.Tensor("y"), pooled, "y", ScalarType.Float64);
        Tensor loss = pooled.mul(golden.Tensor("c").to(float64)).sum();
        golden.Check([golden.LossValue], [loss.item<double>()], "loss", ScalarType.Float64);
        loss.backward();
        golden.Check(golden.Tensor("grad_x"), rows.grad!, "grad_x", ScalarType.Float64);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Pool_Golden_Agrees(string id)
    {
        GeometryCase golden = GeometryCase.Find("pooling", id);
        SlicePooling pooling = GoldenPooling.Of(golden);
        (long[] shape, double[] bags) = golden.Read("x");
        double[] mask = golden.Read("mask").Values, expected = golden.Read("y").Values;
        int rows = (int)shape[1], width = (int)shape[2], outputWidth = pooling.GetOutputWidth(width);
        Assert.Equal(expected.Length, shape[0] * outputWidth);
        for (int b = 0; b < shape[0]; b++)
        {
            IEnumerable<int> valid = Enumerable.Range(b * rows, rows).Where(row => mask[row] == 1);
            float[] bag = [.. valid.SelectMany(row => bags.AsSpan(row * width, width).ToArray()).Select(v => (float)v)];
            float[] pooled = new float[outputWidth];
            pooling.Pool(bag, width, pooled);
            golden.Check(expected.AsSpan(b * outputWidth, outputWidth), pooled);
        }
    }

    [Theory]
    [MemberData(nameof(GemIds))]
    public void PowerMean_Golden_GradientOfTheExponentAgrees(string id)
    {
        using DisposeScope scope = NewDisposeScope();
        GeometryCase golden = GeometryCase.Find("pooling", id);
        Tensor exponent = golden.Tensors("weights")["p"].to(float64).requires_grad_();
        BagBatch bags = new(golden.Tensor("x").to(float64), golden.Tensor("mask").to(@bool));
        GemPooling.PowerMean(bags, exponent, golden.Number("eps")).mul(golden.Tensor("c").to(float64)).sum().backward();
        golden.Check(golden.Tensors("grad_weights")["p"], exponent.grad!, "gradient of p", ScalarType.Float64);
    }

    public static TheoryData<string> GemIds => GeometryCase.Ids("pooling", "gem");

    [Theory]
    [MemberData(nameof(LorentzIds))]
    public void Forward_Lorentz_MidpointsOnTheHyperboloidAgree(string id)
    {
        using DisposeScope scope = NewDisposeScope();
        GeometryCase golden = GeometryCase.Find("pooling", id);
        Tensor rows = golden.Tensor("x").to(float64);
        using PoolingModule module = GoldenPooling.Of(golden).CreateModule((int)rows.shape[2], classCount: 0);
        Tensor tangents = module.forward(new BagBatch(rows, golden.Tensor("mask").to(@bool))).Vectors;
        Tensor distance = tangents.Squared().sum(1, keepdim: true).mul(golden.Number("c")).sqrt();
        golden.Check(golden.Tensors("extra")["space"], tangents.mul(distance.sinh().div(distance)), "space", ScalarType.Float64);
    }

    public static TheoryData<string> LorentzIds => GeometryCase.Ids("pooling", "lorentz_einstein_midpoint");
}
