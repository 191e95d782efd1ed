using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class VolumeInputTests
{
    private static readonly VolumeInput Good = new()
    {
        SpacingZMm = 3,
        SpacingYMm = 1.5,
        SpacingXMm = 1.5,
        Depth = 64,
        Height = 128,
        Width = 128,
        LowHu = -1000,
        HighHu = 1000,
    };

    private static readonly VisionEncoderInfo Sizes = new() { ProjectedWidth = 4, HiddenWidth = 8, TokenCount = 2 };

    [Fact]
    public void ToJson_IsCanonical()
    {
        Assert.Equal(
            """{"volume":{"spacingMm":[3,1.5,1.5],"size":[64,128,128],"rangeHu":[-1000,1000],"normalization":[0,1],"paddingHu":[-1024]}}""", Good.ToJson());
        Assert.Equal((Good with { Mean = 0f }).ToJson(), (Good with { Mean = -0f }).ToJson());
        VolumeInput[] others =
        [
            Good with { SpacingZMm = 2 }, Good with { SpacingYMm = 2 }, Good with { SpacingXMm = 2 }, Good with { Depth = 2 }, Good with { Height = 2 }, Good with { Width = 2 },
            Good with { LowHu = 2 }, Good with { HighHu = 2 }, Good with { Mean = 2 }, Good with { Std = 2 }, Good with { PaddingHu = 2 },
        ];
        Assert.Equal(others.Length + 1, others.Append(Good).Select(input => input.ToJson()).Distinct().Count());
    }

    [Fact]
    public void FromFactory_VolumeInput_IsKnown()
    {
        VlmEncoder encoder = Wrap(Sizes with { VolumeInput = Good });
        Assert.Equal(Good, encoder.Vision.VolumeInput);
        Assert.Throws<InvalidOperationException>(() => encoder.Vision.Preprocessing);
        Assert.Contains("SpacingZMm = 3", encoder.Vision.ToString(), StringComparison.Ordinal);
        Assert.Contains("ImageSize = 96", VlmEncoder.FromSeed(1).Vision.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FromFactory_EveryFault_IsNamed()
    {
        VolumeInput bad = Good with { SpacingZMm = 0, SpacingXMm = double.NaN, Depth = 1 << 30, Height = 1 << 30, LowHu = 5, HighHu = 5, Std = 0, Mean = float.NaN, PaddingHu = float.PositiveInfinity };
        string message = Assert.Throws<ArgumentException>(() => Wrap(Sizes with { VolumeInput = bad })).Message;
        Assert.Equal(
            "The encoder's volume input is invalid. SpacingZMm: above 0, up to 1000, expected, got 0; SpacingXMm: above 0, up to 1000, expected, got NaN; "
            + "Depth x Height x Width: each 1 or more, together at most 1073741824, expected, got 1073741824 x 1073741824 x 128; "
            + "LowHu and HighHu: ascending, -1000000 to 1000000, expected, got 5 and 5; PaddingHu: -1000000 to 1000000 expected, got Infinity; "
            + "Mean: finite expected, got NaN; Std: above 0 expected, got 0. (Parameter 'vision')",
            message);
    }

    [Fact]
    public void FromFactory_NeitherOrBothInputs_IsRefused()
    {
        Assert.Contains("got neither", Assert.Throws<ArgumentException>(() => Wrap(Sizes)).Message, StringComparison.Ordinal);
        VisionEncoderInfo both = Sizes with { VolumeInput = Good, Preprocessing = VlmEncoder.FromSeed(1).Vision.Preprocessing };
        Assert.Contains("got both", Assert.Throws<ArgumentException>(() => Wrap(both)).Message, StringComparison.Ordinal);
        Assert.Contains("1 or more expected, got 0, 8 and 2", Assert.Throws<ArgumentException>(() => Wrap(both with { VolumeInput = null, ProjectedWidth = 0 })).Message, StringComparison.Ordinal);
    }

    private static VlmEncoder Wrap(VisionEncoderInfo info) => VlmEncoder.FromFactory("volume", "1", info, _ => throw new InvalidOperationException("No test loads it."));
}
