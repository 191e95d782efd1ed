using System.Text.Json;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public class NeighbouringSlicesTests
{
    private const int Slices = 12;
    private const int Side = 96;
    private static readonly VisionPreprocessing Clip = new(32, [0.48f, 0.46f, 0.41f], [0.27f, 0.26f, 0.28f]);
    private static readonly float[] Volume = [.. RenderingGoldens.Ct.Values<short>("volume").Select(x => (float)x)];

    public NeighbouringSlicesTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Pictures
    {
        get
        {
            using GoldenTensors golden = new("ct", "slices25d.safetensors");
            return [.. golden.Names];
        }
    }

    public static TheoryData<RenderPrecision, int> Renderings =>
        [.. Enum.GetValues<RenderPrecision>().SelectMany(precision => new[] { 1, 3, 20 }.Select(step => (precision, step)))];

    [Fact]
    public void Around_GoldenCases_AreTheGoldenTriples()
    {
        JsonElement triples = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("ct", "slices25d.json"))).RootElement;
        Assert.Equal(5, triples.EnumerateObject().Count());
        foreach (JsonProperty triple in triples.EnumerateObject())
        {
            (int z, int step) = Numbers(triple.Name);
            Assert.Equal(triple.Value.EnumerateArray().Select(index => index.GetInt32()), NeighbourTriples.Around([z], step, Slices));
        }
    }

    [Fact]
    public void Around_StepPastBothEnds_IsHeldToThem()
    {
        Assert.Equal([0, 4, 9], NeighbourTriples.Around([4], int.MaxValue, 10));
        Assert.Equal([0, 0, 0], NeighbourTriples.Around([0], 1, 1));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void RenderWindows_EightBitAtNativeSize_EqualsTheGoldenPicture(string name)
    {
        (int z, int step) = Numbers(name.Split('.')[1]);
        CtRendering rendering = CtRendering.NeighbouringSlices(step: step, precision: RenderPrecision.EightBit);
        using CtRenderer renderer = new(rendering, Clip with { ImageSize = Side }, torch.CPU);
        using torch.Tensor pixels = renderer.RenderWindows(Volume, Slices, Side, Side);
        float[] got = [.. pixels.data<float>().Skip(z * 3 * Side * Side).Take(3 * Side * Side)];
        byte[] expected = Golden(name);
        Assert.Equal(expected.Select(level => level / 255f), Enumerable.Range(0, expected.Length).Select(i => got[(i % 3 * Side * Side) + (i / 3)]));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void RenderPreview_OfAVolume_EqualsTheGoldenPicture(string name)
    {
        (int z, int step) = Numbers(name.Split('.')[1]);
        using CtVolume volume = Open();
        Assert.Equal(Golden(name), CtRenderer.RenderPreview(volume, z, CtRendering.NeighbouringSlices(step: step)));
    }

    [Theory]
    [MemberData(nameof(Renderings))]
    public void Render_Stack_HasTheChannelsOfThreeSlicesAlone(RenderPrecision precision, int step)
    {
        using CtRenderer neighbours = new(CtRendering.NeighbouringSlices(step: step, precision: precision), Clip, torch.CPU);
        using CtRenderer single = new(CtRendering.SoftTissue(precision: precision), Clip, torch.CPU);
        using torch.Tensor stack = neighbours.Render(Volume, Slices, Side, Side);
        using torch.Tensor plain = single.Render(Volume, Slices, Side, Side);
        Assert.Equal([Slices, 3, 32, 32], stack.shape);
        float[] got = stack.data<float>().ToArray(), expected = plain.data<float>().ToArray();
        for (int picture = 0; picture < 3 * Slices; picture++)
        {
            int channel = picture % 3;
            int source = Math.Clamp((picture / 3) + ((channel - 1) * step), 0, Slices - 1);
            Assert.Equal(expected.AsSpan(((source * 3) + channel) * 1024, 1024), got.AsSpan(picture * 1024, 1024));
        }
    }

    [Theory]
    [MemberData(nameof(Renderings))]
    public void Render_StackTensorAndTriples_AreTheSame(RenderPrecision precision, int step)
    {
        using CtRenderer renderer = new(CtRendering.NeighbouringSlices(step: step, precision: precision), Clip, torch.CPU);
        using torch.Tensor stack = renderer.Render(Volume, Slices, Side, Side);
        using torch.Tensor volume = torch.tensor(Volume, [Slices, Side, Side]);
        using torch.Tensor ofTensor = renderer.Render(volume);
        float[] triples = [.. NeighbourTriples.Around([.. Enumerable.Range(0, Slices)], step, Slices).SelectMany(RenderingGoldens.Slice)];
        using torch.Tensor ofTriples = ((IHuRenderer)renderer).Render(triples, Slices, Side, Side);
        float[] expected = stack.data<float>().ToArray();
        Assert.Equal(expected, ofTensor.data<float>().ToArray());
        Assert.Equal(expected, ofTriples.data<float>().ToArray());
    }

    [Theory]
    [InlineData(RenderPrecision.Float)]
    [InlineData(RenderPrecision.EightBit)]
    public void Render_SentAsWholeNumbers_IsTheSame(RenderPrecision precision)
    {
        CtRendering rendering = CtRendering.NeighbouringSlices(precision: precision);
        using CtRenderer plain = new(rendering, Clip, torch.CPU);
        using CtRenderer packed = new(rendering, Clip, torch.CPU, new HuUpload(torch.CPU, packs: true, pins: false));
        using torch.Tensor expected = plain.Render(Volume, Slices, Side, Side);
        using torch.Tensor got = packed.Render(Volume, Slices, Side, Side);
        using torch.Tensor triples = ((IHuRenderer)plain).Render(Volume, Slices / 3, Side, Side);
        using torch.Tensor packedTriples = ((IHuRenderer)packed).Render(Volume, Slices / 3, Side, Side);
        Assert.Equal(expected.data<float>().ToArray(), got.data<float>().ToArray());
        Assert.Equal(triples.data<float>().ToArray(), packedTriples.data<float>().ToArray());
    }

    [Fact]
    public void Render_EveryWay_LeavesNoTensor() => Assert.Equal(0, LiveTensors.CountAfter(() =>
    {
        using CtRenderer renderer = new(CtRendering.NeighbouringSlices(), Clip, torch.CPU);
        using torch.Tensor volume = torch.tensor(Volume, [Slices, Side, Side]);
        renderer.Render(volume).Dispose();
        renderer.Render(Volume, Slices, Side, Side).Dispose();
        ((IHuRenderer)renderer).Render(Volume, Slices / 3, Side, Side).Dispose();
    }));

    [Fact]
    public void RenderPreview_OfAVolumeWithoutNeighbours_IsThatOfItsSlice()
    {
        using CtVolume volume = Open();
        foreach (CtRendering rendering in new[] { CtRendering.SoftTissue(), CtRendering.EnterographyRgb() })
        {
            Assert.Equal(CtRenderer.RenderPreview(RenderingGoldens.Slice(6), Side, Side, rendering), CtRenderer.RenderPreview(volume, 6, rendering));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => CtRenderer.RenderPreview(volume, Slices, CtRendering.SoftTissue()));
        Assert.Throws<ArgumentOutOfRangeException>(() => CtRenderer.RenderPreview(volume, -1, CtRendering.SoftTissue()));
    }

    [Fact]
    public void RenderPreview_OneSliceWithNeighbours_AsksForTheVolume()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => CtRenderer.RenderPreview(new float[4], 2, 2, CtRendering.NeighbouringSlices()));
        Assert.Equal(
            "The rendering shows neighbouring slices as channels, but there is one slice. Pass the volume and the slice's index. (Parameter 'rendering')",
            thrown.Message);
    }

    [Fact]
    public void Validate_NeighboursInThreeWindows_IsRefused()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => (CtRendering.EnterographyRgb() with { NeighbourStep = 1 }).Validate());
        Assert.Equal("The rendering is invalid. neighbourStep: neighbouring slices are the three channels, so 1 window expected, got 3.", thrown.Message);
        thrown = Assert.Throws<ArgumentException>(() => (CtRendering.SoftTissue() with { NeighbourStep = 0 }).Validate());
        Assert.Equal("The rendering is invalid. neighbourStep: 1 or more expected, got 0.", thrown.Message);
        Assert.Throws<ArgumentOutOfRangeException>("step", () => CtRendering.NeighbouringSlices(step: 0));
    }

    private static byte[] Golden(string name)
    {
        using GoldenTensors golden = new("ct", "slices25d.safetensors");
        using torch.Tensor picture = golden.Read(name);
        Assert.Equal([Side, Side, 3], picture.shape);
        return picture.data<byte>().ToArray();
    }

    // z6_step3
    private static (int Z, int Step) Numbers(string name)
    {
        string[] parts = name.Split("_step");
        return (int.Parse(parts[0][1..]), int.Parse(parts[1]));
    }

    private static CtVolume Open() =>
        CtVolume.FromHu(Volume, new CtGeometry([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, Slices).Select(z => 5.0 * z)]), Side, Side);
}
