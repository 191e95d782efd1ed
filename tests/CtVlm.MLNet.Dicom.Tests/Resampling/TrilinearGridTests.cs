using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The resampler on grids of a given number of voxels, as torch's interpolate makes them.</summary>
public sealed class TrilinearGridTests
{
    private const double StepMm = 5, PixelMm = 0.8;
    private const float ToleranceHu = 0.01f;

    [Fact]
    public void ReadSlice_CornersOnCorners_EqualsTorch()
    {
        // First voxel on first, last on last.
        ResampleGrid grid = new(0, 0, 95 / 24.0 * PixelMm, 95 / 29.0 * PixelMm, 11 / 8.0 * StepMm, 25, 30, 9);
        AssertEqual("resample.torch_trilinear.align_corners_True.9x30x25", Read(grid, Enumerable.Range(0, 9)));
    }

    [Fact]
    public void ReadSlice_BordersOnBorders_EqualsTorch()
    {
        // Output i is source (i + 0.5) n / m - 0.5. A grid begins at the first slice; of slices 1/6 apart, the places (1 + 8 i) / 6 are every eighth.
        double x = 96 / 25.0, y = 96 / 30.0;
        ResampleGrid grid = new(((x / 2) - 0.5) * PixelMm, ((y / 2) - 0.5) * PixelMm, x * PixelMm, y * PixelMm, StepMm / 6, 25, 30, 66);
        AssertEqual("resample.torch_trilinear.align_corners_False.9x30x25", Read(grid, Enumerable.Range(0, 9).Select(i => 1 + (8 * i))));
    }

    private static float[] Read(ResampleGrid grid, IEnumerable<int> slices)
    {
        float[] hu = GoldenArray.Read(GoldenFiles.Path("ct", "cases.safetensors"), "volume");
        CtGeometry geometry = new([PixelMm, 0, 0, 0, 0, PixelMm, 0, 0, 0, 0, StepMm, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, 12).Select(i => i * StepMm)]);
        ResampledSliceSource source = new(
            new MemorySliceSource(hu, geometry, 96, 96), static _ => "", SliceStack.Of(geometry, 96, 96), grid, CtResampling.DefaultBackgroundHu);
        float[] slice = new float[grid.Rows * grid.Columns];
        List<float> values = [];
        foreach (int index in slices)
        {
            source.ReadSlice(index, slice);
            values.AddRange(slice);
        }

        return [.. values];
    }

    private static void AssertEqual(string key, float[] actual)
    {
        float[] expected = GoldenArray.Read(GoldenFiles.Path("ct", "trilinear.safetensors"), key);
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max(), 0, ToleranceHu);
    }
}
