using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Whatever was computed once, the vectors of texts are the tower's.</summary>
public sealed class SeriesTextsTests
{
    public SeriesTextsTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("hf-clip", nameof(TextTraining.Frozen))]
    [InlineData("hf-clip", nameof(TextTraining.Projection))]
    [InlineData("hf-clip", nameof(TextTraining.Tower))]
    [InlineData("open_clip-native", nameof(TextTraining.Projection))]
    [InlineData("biomedclip", nameof(TextTraining.Projection))]
    [InlineData("hf-siglip", nameof(TextTraining.Projection))]
    public void Read_SomeSeries_GivesTheTowersVectors(string folder, string training)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        using AdaptableEncoder encoder = AdaptableEncoder.Load(VlmEncoder.FromFolder(GoldenFiles.Path(folder)), TrainableParts.Projections(), 1, new ModelLoadOptions(CPU));
        string[] texts = ["wall thickening", "no active disease", "wall thickening", "a stricture with a dilated loop"];
        using SeriesTexts read = SeriesTexts.Create(encoder.Text!, texts, Enum.Parse<TextTraining>(training));
        LoraNumbers.AssertClose(encoder.Text!.Encode(["a stricture with a dilated loop", "wall thickening", "wall thickening"]), read.Read([3, 0, 2]), 1e-6);
    }
}
