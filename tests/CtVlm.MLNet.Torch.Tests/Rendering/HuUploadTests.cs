using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The way of slices to a GPU, but for the page-locked memory that only a GPU has: pixels must not depend on it.</summary>
public class HuUploadTests
{
    private static readonly VisionPreprocessing Clip = new(32, [0.48f, 0.46f, 0.41f], [0.27f, 0.26f, 0.28f]);

    public HuUploadTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<float, RenderPrecision> Steps => [.. new[] { 1f, 0.25f, 40f }.SelectMany(step => Enum.GetValues<RenderPrecision>().Select(precision => (step, precision)))];

    [Fact]
    public void Send_WholeNumbers_TravelAsInt16()
    {
        using torch.Tensor sent = Packing().Send([-1024, 0, 3071, -32768], 2, 1, 2);
        Assert.Equal(torch.ScalarType.Int16, sent.dtype);
        Assert.Equal([2, 1, 2], sent.shape);
        Assert.Equal([-1024, 0, 3071, -32768], sent.data<short>().ToArray());
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(40000f)]
    public void Send_OtherNumbers_TravelAsTheyAre(float value)
    {
        using torch.Tensor sent = Packing().Send([1, value, 3], 3);
        Assert.Equal(torch.ScalarType.Float32, sent.dtype);
        Assert.Equal([1, value, 3], sent.data<float>().ToArray());
    }

    [Fact]
    public void For_Cpu_DoesNotPack()
    {
        using torch.Tensor sent = HuUpload.For(torch.CPU).Send([1, 2], 2);
        Assert.Equal(torch.ScalarType.Float32, sent.dtype);
    }

    [Fact]
    public void Send_AnyWay_LeavesOneTensor()
    {
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using torch.Tensor packed = Packing().Send([1, 2], 2);
        using torch.Tensor plain = Packing().Send([1.5f, 2], 2);
        Assert.Equal(before + 2, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    // Steps of 1 and 40 HU give whole numbers, the last some beyond 16 bits; steps of 0.25 give fractions.
    [Theory]
    [MemberData(nameof(Steps))]
    public void Render_PackedUpload_GivesTheSamePixelsToTheBit(float step, RenderPrecision precision)
    {
        Random random = new(7);
        float[] hu = [.. Enumerable.Range(0, 3 * 50 * 40).Select(_ => step * random.Next(-1024, 1000))];
        CtRendering rendering = CtRendering.EnterographyRgb(precision: precision);
        using CtRenderer plain = new(rendering, Clip, torch.CPU);
        using CtRenderer packing = new(rendering, Clip, torch.CPU, Packing());
        using torch.Tensor expected = plain.Render(hu, 3, 50, 40);
        using torch.Tensor actual = packing.Render(hu, 3, 50, 40);
        Assert.Equal(expected.data<float>().ToArray(), actual.data<float>().ToArray());
    }

    private static HuUpload Packing() => new(torch.CPU, packs: true, pins: false);
}
