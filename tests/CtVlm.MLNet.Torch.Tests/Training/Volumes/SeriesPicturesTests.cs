using CtVlm.MLNet.Dicom;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Pictures for training: without variation they are the renderer's, with it they stay what a scanner could give.</summary>
public sealed class SeriesPicturesTests
{
    private static readonly VisionEncoderInfo s_info = VlmEncoder.FromSeed(3, new ClipEncoderSize { ImageSize = 32, PatchSize = 8, Width = 32, Layers = 1, Heads = 2, ProjectedWidth = 16 }).Vision;

    public SeriesPicturesTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void Make_WithoutVariation_EqualsTheRenderer()
    {
        CtRendering rendering = CtRendering.EnterographyRgb(SliceSelection.Uniform(4));
        using CtVolume volume = ToySeries.Volume(1, true);
        using DisposeScope scope = torch.NewDisposeScope();
        using SeriesPictures pictures = new(rendering, s_info, CtAugmentation.None, torch.CPU);
        using CtRenderer renderer = new(rendering, s_info.Preprocessing, torch.CPU);
        float[] hu = [.. rendering.Slices.GetIndices(volume.SliceCount, 5).SelectMany(z => Slice(volume, z))];
        (torch.Tensor pixels, float[] positions) = pictures.Make(volume, new Random(1));
        Assert.Equal(Values(renderer.Render(hu, 4, ToySeries.Size, ToySeries.Size)), Values(pixels));
        Assert.Equal([5f, 20, 35, 50], positions);
    }

    [Fact]
    public void Make_SameSeed_SamePictures()
    {
        using CtVolume volume = ToySeries.Volume(1, true);
        using DisposeScope scope = torch.NewDisposeScope();
        using SeriesPictures pictures = new(CtRendering.EnterographyRgb(SliceSelection.Uniform(4)), s_info, new CtAugmentation(), torch.CPU);
        float[] first = Values(pictures.Make(volume, new Random(5)).Pixels);
        Assert.Equal(first, Values(pictures.Make(volume, new Random(5)).Pixels));
        Assert.NotEqual(first, Values(pictures.Make(volume, new Random(6)).Pixels));
        Assert.NotEqual(first, Values(pictures.Make(volume, null).Pixels));
    }

    [Fact]
    public void Make_Offset_MovesTheMeanByNoMoreThanItSays()
    {
        using CtVolume volume = ToySeries.Volume(1, false);
        using DisposeScope scope = torch.NewDisposeScope();
        CtRendering rendering = CtRendering.SoftTissue(SliceSelection.Uniform(4));
        using SeriesPictures plain = new(rendering, s_info, CtAugmentation.None, torch.CPU), varied = new(rendering, s_info, CtAugmentation.None with { HuOffset = 20 }, torch.CPU);
        double Mean(SeriesPictures pictures, int seed) => pictures.Make(volume, new Random(seed)).Pixels.mean().ToNumber();
        double[] moves = [.. Enumerable.Range(0, 50).Select(seed => Mean(varied, seed) - Mean(plain, seed))];

        // 20 HU of a window of 400 is 0.05 of brightness, over a standard deviation near 0.27.
        Assert.All(moves, move => Assert.InRange(Math.Abs(move), 0, 0.05 / 0.25));
        Assert.True(moves.Max() > 0.1 && moves.Min() < -0.1);
    }

    [Fact]
    public void Jitter_KeepsOrderAndStaysNearest()
    {
        int[] indices = [4, 13, 22, 31];
        HashSet<int> seen = [];
        for (int seed = 0; seed < 500; seed++)
        {
            int[] moved = SeriesPictures.Jitter(new Random(seed), indices, 36);
            for (int i = 0; i < moved.Length; i++)
            {
                Assert.InRange(moved[i], 0, 35);
                Assert.Equal(Math.Abs(moved[i] - indices[i]), indices.Min(other => Math.Abs(moved[i] - other)));
                Assert.True(i == 0 || moved[i] > moved[i - 1]);
                seen.Add(moved[i]);
            }
        }

        Assert.True(seen.Count >= 34, $"{seen.Count} of 36 slices were shown.");
    }

    [Fact]
    public void Make_CoronalAndSagittal_GivePicturesOfEachPlane()
    {
        using CtVolume volume = ToySeries.Volume(1, true);
        using DisposeScope scope = torch.NewDisposeScope();
        using SeriesPictures pictures = new(CtRendering.SoftTissue(SliceSelection.Planes(3, 2, 1)), s_info, new CtAugmentation(), torch.CPU);
        (torch.Tensor pixels, float[] positions) = pictures.Make(volume, new Random(1));
        Assert.Equal([6L, 3, 32, 32], pixels.shape);
        Assert.Equal(6, positions.Length);
    }

    private static float[] Slice(CtVolume volume, int z)
    {
        float[] hu = new float[volume.Rows * volume.Columns];
        volume.ReadSlice(z, hu);
        return hu;
    }

    private static float[] Values(torch.Tensor tensor) => TensorMemory.Of(tensor.contiguous()).ToArray();
}
