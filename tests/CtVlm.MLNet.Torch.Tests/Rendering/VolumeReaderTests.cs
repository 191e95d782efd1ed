using CtVlm.MLNet.Dicom;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public class VolumeReaderTests
{
    private const int Slices = 5, Rows = 6, Columns = 7;

    private static readonly VolumeInput OwnGrid = new()
    {
        SpacingZMm = 3,
        SpacingYMm = 2,
        SpacingXMm = 1,
        Depth = Slices,
        Height = Rows,
        Width = Columns,
        LowHu = -160,
        HighHu = 240,
    };

    [Theory]
    [InlineData(5, 5, 0, 0, 5)]
    [InlineData(7, 4, 1, 0, 4)]
    [InlineData(8, 4, 2, 0, 4)]
    [InlineData(4, 7, 0, 1, 4)]
    [InlineData(4, 8, 0, 2, 4)]
    [InlineData(1, 2, 0, 0, 1)]
    public void Centre_AnyLengths_KeepsTheMiddle(int source, int target, int sourceStart, int targetStart, int count) =>
        Assert.Equal(new AxisCut(sourceStart, targetStart, count), AxisCut.Centre(source, target));

    [Theory]
    [InlineData(Slices, Rows, Columns)]
    [InlineData(2, 3, 4)]
    [InlineData(9, 10, 12)]
    [InlineData(3, 9, 7)]
    [InlineData(8, 1, 2)]
    public void Read_OwnSpacing_CutsAndPadsAboutTheCentre(int depth, int height, int width)
    {
        using CtVolume volume = Ramp();
        VolumeInput input = OwnGrid with { Depth = depth, Height = height, Width = width, PaddingHu = -500 };
        float[] actual = Read(volume, input);
        float[] hu = volume.ReadAll(cancellationToken: TestContext.Current.CancellationToken);
        for (int z = 0; z < depth; z++)
        {
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    (int sz, int sy, int sx) = (Source(z, Slices, depth), Source(y, Rows, height), Source(x, Columns, width));
                    bool isInside = sz is >= 0 and < Slices && sy is >= 0 and < Rows && sx is >= 0 and < Columns;
                    float expected = isInside ? hu[(((sz * Rows) + sy) * Columns) + sx] : -500;
                    Assert.Equal(expected, actual[(((z * height) + y) * width) + x]);
                }
            }
        }
    }

    [Fact]
    public void Read_OtherSpacing_IsTheResampledVolume()
    {
        using CtVolume volume = Ramp();
        using CtVolume resampled = volume.Resample(new CtResampling { SpacingZMm = 1.5, SpacingYMm = 1, SpacingXMm = 0.5, BackgroundHu = -500 });
        VolumeInput input = OwnGrid with
        {
            SpacingZMm = 1.5,
            SpacingYMm = 1,
            SpacingXMm = 0.5,
            PaddingHu = -500,
            Depth = resampled.SliceCount,
            Height = resampled.Rows,
            Width = resampled.Columns,
        };
        Assert.Equal((10, 12, 14), (input.Depth, input.Height, input.Width));
        Assert.Equal(resampled.ReadAll(cancellationToken: TestContext.Current.CancellationToken), Read(volume, input));
        Assert.Equal(Read(volume, input, degree: 1), Read(volume, input, degree: 8));
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using CtVolume volume = Ramp();
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => VolumeReader.Read(volume, OwnGrid, new float[OwnGrid.VoxelCount], null, stop.Token));
    }

    [Fact]
    public void Read_CoronalSeries_IsRefused()
    {
        // Rows run along z of the body, columns along x: the normal is its y.
        CtGeometry geometry = new([1, 0, 0, 0, 0, 0, 2, 0, 0, -1, 0, 0, 0, 0, 0, 1], [0, 2]);
        using CtVolume volume = CtVolume.FromHu(new float[2 * 3 * 3], geometry, 3, 3);
        var failure = Assert.Throws<DicomGeometryException>(() => Read(volume, OwnGrid));
        Assert.Contains("takes axial series; this one is Coronal", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AnyHu_ClampsScalesAndNormalises()
    {
        TorchRuntime.EnsureLoaded();
        VolumeInput input = OwnGrid with { Depth = 1, Height = 2, Width = 3, Mean = 0.25f, Std = 0.5f };
        using VolumeRenderer renderer = new(input, torch.CPU);
        float[] hu = [-1024, -160, -60, 40, 240, 3000, 0, 0.5f, 1, 2, 3, 4];
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using torch.Tensor voxels = renderer.Render(hu, 2, 2, 3);
        Assert.Equal(before + 1, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        Assert.Equal([2, 1, 1, 2, 3], voxels.shape);
        Assert.Equal(hu.Select(x => (Math.Clamp((x + 160.0) / 400, 0, 1) - 0.25) / 0.5), voxels.data<float>().Select(x => (double)x), (a, b) => Math.Abs(a - b) <= 1e-6);
        Assert.Equal(-160, hu[1]);
        Assert.Throws<ArgumentException>(() => renderer.Render(hu, 1, 2, 3));
    }

    private static int Source(int target, int sourceLength, int targetLength) =>
        sourceLength >= targetLength ? target + ((sourceLength - targetLength) / 2) : target - ((targetLength - sourceLength) / 2);

    private static float[] Read(CtVolume volume, VolumeInput input, int? degree = null)
    {
        float[] hu = new float[input.VoxelCount];
        VolumeReader.Read(volume, input, hu, degree, TestContext.Current.CancellationToken);
        return hu;
    }

    // Every voxel has a value of its own; spacing 3 x 2 x 1 mm.
    private static CtVolume Ramp()
    {
        CtGeometry geometry = new([1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, Slices).Select(z => 3.0 * z)]);
        return CtVolume.FromHu([.. Enumerable.Range(0, Slices * Rows * Columns).Select(i => (float)i)], geometry, Rows, Columns);
    }
}
