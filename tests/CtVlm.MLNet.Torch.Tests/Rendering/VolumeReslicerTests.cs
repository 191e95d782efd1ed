using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public class VolumeReslicerTests
{
    private const int Side = 96;
    private const int Slices = 12;

    public static TheoryData<string> Planes
    {
        get
        {
            using SafetensorsFile file = SafetensorsFile.Open(GoldenFiles.Path("ct", "planes.safetensors"));
            return [.. file.Entries.Select(e => e.Name).Where(name => name.Contains("_head_up", StringComparison.Ordinal))];
        }
    }

    [Theory]
    [MemberData(nameof(Planes))]
    public void Read_CubicVoxels_IsTheGoldenPlaneHeadUp(string name)
    {
        using CtVolume volume = Volume(stepMm: 1);
        SlicePlane plane = name.Contains("coronal", StringComparison.Ordinal) ? SlicePlane.Coronal : SlicePlane.Sagittal;
        int index = int.Parse(name.Split('.')[2][1..]);
        float[] picture = new float[Slices * Side];
        VolumeReslicer.Read(volume, plane, [index], picture, TestContext.Current.CancellationToken);
        using GoldenTensors golden = new("ct", "planes.safetensors");
        using TorchSharp.torch.Tensor expected = golden.Read(name).to(TorchSharp.torch.float32);
        Assert.Equal(expected.data<float>().ToArray(), picture);
    }

    [Theory]
    [InlineData(5.0, 60)]
    [InlineData(0.5, 6)]
    [InlineData(0.01, 1)]
    public void GetSize_ThickSlices_HasSquarePixels(double stepMm, int rows)
    {
        using CtVolume volume = Volume(stepMm);
        Assert.Equal((rows, Side), VolumeReslicer.GetSize(volume, SlicePlane.Coronal));
        Assert.Equal((rows, Side), VolumeReslicer.GetSize(volume, SlicePlane.Sagittal));
        Assert.Equal((Side, Side), VolumeReslicer.GetSize(volume, SlicePlane.Axial));
    }

    [Fact]
    public void Read_ThickSlices_RisesLinearlyBetweenCentres()
    {
        float[] hu = [.. Enumerable.Range(0, 4).SelectMany(z => Enumerable.Repeat((float)(100 * z), 9))];
        using CtVolume volume = CtVolume.FromHu(hu, new CtGeometry([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1], [0, 4, 8, 12]), 3, 3);
        float[] picture = new float[16 * 3];
        VolumeReslicer.Read(volume, SlicePlane.Coronal, [1], picture, TestContext.Current.CancellationToken);
        float[] column = [.. Enumerable.Range(0, 16).Select(row => picture[row * 3])];
        Assert.Equal([300, 300, 287.5f, 262.5f, 237.5f, 212.5f, 187.5f, 162.5f, 137.5f, 112.5f, 87.5f, 62.5f, 37.5f, 12.5f, 0, 0], column);
    }

    [Fact]
    public void Choose_Planes_CountsAlongEachAxis()
    {
        using CtVolume volume = Volume(stepMm: 5);
        IReadOnlyList<PlaneSlices> planes = SliceSelection.Planes(3, 2, 1).Choose(volume, TestContext.Current.CancellationToken);
        Assert.Equal(["Axial 2 6 10", "Coronal 24 72", "Sagittal 48"], planes.Select(p => $"{p.Plane} {string.Join(' ', p.Indices)}"));
    }

    [Fact]
    public void Choose_PlanesOfACoronalSeries_IsRefused()
    {
        using CtVolume volume = CtVolume.FromHu(new float[2], new CtGeometry([1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1], [0, 1]), 1, 1);
        var failure = Assert.Throws<DicomGeometryException>(() => SliceSelection.Planes(1, 1, 0).Choose(volume, TestContext.Current.CancellationToken));
        Assert.Contains("this one is Coronal", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_BodyExtent_LeavesOutSlicesOfAir()
    {
        float[] hu = new float[20 * 100];
        Array.Fill(hu, -1000);
        for (int z = 6; z < 16; z++)
        {
            hu.AsSpan(z * 100, 5).Fill(40);
        }

        double[] positions = [.. Enumerable.Range(0, 20).Select(z => (double)z)];
        using CtVolume volume = CtVolume.FromHu(hu, new CtGeometry([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], positions), 10, 10);
        Assert.Equal([7, 9, 11, 13, 15], SliceSelection.BodyExtent(5).Choose(volume, TestContext.Current.CancellationToken)[0].Indices);
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.BodyExtent(5).Choose(Air(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("BodyExtent(16)")]
    [InlineData("Planes(16,8,8)")]
    [InlineData("Planes(0,8,0)")]
    public void Parse_ContentForms_PrintTheSame(string text)
    {
        SliceSelection selection = SliceSelection.Parse(text);
        Assert.Equal(text, selection.ToString());
        Assert.True(selection.NeedsVolume);
        Assert.Throws<InvalidOperationException>(() => selection.GetIndices(10, 1));
    }

    private static CtVolume Air()
    {
        float[] hu = new float[4];
        Array.Fill(hu, -1000);
        return CtVolume.FromHu(hu, new CtGeometry([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], [0]), 2, 2);
    }

    private static CtVolume Volume(double stepMm)
    {
        float[] hu = [.. RenderingGoldens.Ct.Values<short>("volume").Select(v => (float)v)];
        double[] positions = [.. Enumerable.Range(0, Slices).Select(z => z * stepMm)];
        return CtVolume.FromHu(hu, new CtGeometry([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, stepMm, 0, 0, 0, 0, 1], positions), Side, Side);
    }
}
