using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Position embeddings on other grids, against open_clip, timm and transformers.</summary>
public sealed class PositionGridTests
{
    private const double Tolerance = 1e-5;

    public PositionGridTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("open_clip-native", "visual.positional_embedding", 3, 3)]
    [InlineData("open_clip-native", "visual.positional_embedding", 6, 6)]
    [InlineData("biomedclip", "visual.trunk.pos_embed", 3, 5)]
    [InlineData("biomedclip", "visual.trunk.pos_embed", 6, 6)]
    public void Resize_BicubicAntialiased_EqualsOpenClipAndTimm(string folder, string name, int rows, int columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GoldenTensors golden = new(folder, "cases.safetensors");
        using GoldenTensors weights = new(folder, "model.safetensors");
        torch.Tensor resized = PositionGrid.Resize(weights.Read(name), 1, (4, 4), (rows, columns), PositionFilter.BicubicAntialiased);
        golden.AssertClose($"pos_embed_resized.{rows}x{columns}", resized, Tolerance);
    }

    [Fact]
    public void Resize_Bicubic_EqualsTransformersClip()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GoldenTensors golden = new("hf-clip", "cases.safetensors");
        using GoldenTensors weights = new("hf-clip", "model.safetensors");
        torch.Tensor positions = weights.Read("vision_model.embeddings.position_embedding.weight").unsqueeze(0);
        golden.AssertClose("out.interp.position_embedding", PositionGrid.Resize(positions, 1, (4, 4), (6, 5), PositionFilter.Bicubic), Tolerance);
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(43, 61)]
    public void Resize_BicubicGridThatShrinks_EqualsTorchWithoutAntialias(int rows, int columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GoldenTensors pictures = new("preprocess", "cases.safetensors");
        using GoldenTensors golden = new("preprocess", "backends.safetensors");
        torch.Tensor positions = pictures.Read("in.float").permute(0, 2, 3, 1).reshape(1, 97 * 61, 3); // (1, 3, 97, 61) -> (1, T, 3)
        torch.Tensor resized = PositionGrid.Resize(positions, 0, (97, 61), (rows, columns), PositionFilter.Bicubic);
        golden.AssertClose($"out.float.bicubic.noaa.{rows}x{columns}", resized.view(1, rows, columns, 3).permute(0, 3, 1, 2), Tolerance);
    }

    [Fact]
    public void Resize_BilinearAligned_PutsCornersOnCorners()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor positions = torch.tensor([9f, 0f, 2f, 4f, 6f], [5, 1]); // a prefix, then 2 x 2
        torch.Tensor resized = PositionGrid.Resize(positions, 1, (2, 2), (3, 3), PositionFilter.BilinearAligned);
        Assert.Equal([9f, 0f, 1f, 2f, 2f, 3f, 4f, 4f, 5f, 6f], resized.data<float>().ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Resize_AnyPrefix_IsKept(int prefix)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor positions = torch.arange(prefix + 6, torch.ScalarType.Float32).view(-1, 1).expand(-1, 3);
        torch.Tensor resized = PositionGrid.Resize(positions, prefix, (2, 3), (4, 4), PositionFilter.Bicubic);
        Assert.Equal([prefix + 16, 3], resized.shape);
        Assert.Equal(positions.narrow(0, 0, prefix).contiguous().data<float>().ToArray(), resized.narrow(0, 0, prefix).contiguous().data<float>().ToArray());
    }

    [Fact]
    public void Resize_HalfPrecision_KeepsItsTypeAndComputesInFloat32()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor positions = torch.linspace(-1, 1, 17 * 8).view(17, 8).to(torch.ScalarType.BFloat16);
        torch.Tensor half = PositionGrid.Resize(positions, 1, (4, 4), (7, 7), PositionFilter.BicubicAntialiased);
        torch.Tensor full = PositionGrid.Resize(positions.to(torch.ScalarType.Float32), 1, (4, 4), (7, 7), PositionFilter.BicubicAntialiased);
        Assert.Equal(torch.ScalarType.BFloat16, half.dtype);
        Assert.Equal(full.to(torch.ScalarType.BFloat16).to(torch.ScalarType.Float32).data<float>().ToArray(), half.to(torch.ScalarType.Float32).data<float>().ToArray());
    }

    [Fact]
    public void Resize_NoPrefix_IsTheGridAlone()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor positions = torch.tensor([0f, 2f, 4f, 6f], [4, 1]);
        torch.Tensor resized = PositionGrid.Resize(positions, 0, (2, 2), (1, 3), PositionFilter.BilinearAligned);
        Assert.Equal([0f, 1f, 2f], resized.data<float>().ToArray());
    }

    [Fact]
    public void Resize_SameGrid_ChangesNothing()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor positions = torch.arange(10, torch.ScalarType.Float32).view(1, 5, 2);
        Assert.Equal(positions.data<float>().ToArray(), PositionGrid.Resize(positions, 1, (2, 2), (2, 2), PositionFilter.Bicubic).data<float>().ToArray());
    }

    [Fact]
    public void Resize_Any_LeavesOneTensorBehind()
    {
        using torch.Tensor positions = torch.zeros(1, 5, 2);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (torch.Tensor resized = PositionGrid.Resize(positions, 1, (2, 2), (3, 3), PositionFilter.Bicubic))
        {
            Assert.Equal([1, 10, 2], resized.shape);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Resize_OtherNumberOfTokens_SaysWhatWasExpected()
    {
        using torch.Tensor positions = torch.zeros(6, 2);
        ArgumentException e = Assert.Throws<ArgumentException>(() => PositionGrid.Resize(positions, 1, (2, 2), (3, 3), PositionFilter.Bicubic));
        Assert.Contains("1 + 2 x 2 tokens expected, got 6", e.Message, StringComparison.Ordinal);
    }
}
