using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class ClipWindowTests
{
    private const int Patch = 4;
    private const int Grid = 5;

    private static readonly ClipTowerConfig s_tower = new(Width: 8, InnerWidth: 16, Layers: 2, Heads: 2, Activation.Gelu, 1e-5);
    private static readonly ClipVisionConfig s_config = new(s_tower, Grid * Patch, Patch);

    public ClipWindowTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void RunAt_WholePicture_IsRun()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClipVisionTransformer tower = new(s_config);
        ClipSeed.Fill(tower, 3);
        Tensor pixels = MakePixels();
        Tensor places = tensor(Enumerable.Range(0, s_config.TokenCount).Select(i => (long)i).ToArray()).expand(2, -1);
        Assert.True(tower.RunAt(pixels, places).allclose(tower.Run(pixels), 1e-5, 1e-6));
    }

    [Fact]
    public void ForwardAt_Window_HasTheRowsOfTheWholePicture()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClipVisionEmbeddings embeddings = new(s_config);
        ClipSeed.Fill(embeddings, 4);
        Tensor pixels = MakePixels();

        // Two windows of 2 x 3 patches, from row 1, column 2.
        const int row = 1, column = 2, rows = 2, columns = 3;
        long[] places = [0, .. Enumerable.Range(0, rows * columns).Select(i => 1L + ((row + (i / columns)) * Grid) + column + (i % columns))];
        Tensor window = pixels.narrow(2, row * Patch, rows * Patch).narrow(3, column * Patch, columns * Patch);
        Tensor got = embeddings.ForwardAt(window, tensor(places).expand(2, -1));
        Tensor expected = embeddings.forward(pixels).index_select(1, tensor(places));
        Assert.Equal(expected.shape, got.shape);
        Assert.True(got.allclose(expected, 1e-5, 1e-6));
    }

    private static Tensor MakePixels()
    {
        using Generator generator = new(5, CPU);
        return randn([2, ClipVisionConfig.Channels, Grid * Patch, Grid * Patch], ScalarType.Float32, CPU, generator: generator);
    }
}
