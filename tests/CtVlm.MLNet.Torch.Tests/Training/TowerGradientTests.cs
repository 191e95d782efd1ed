using CtVlm.MLNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Every parameter of every family of towers, and of adapters upon them, has the gradient that finite differences have.</summary>
public sealed class TowerGradientTests
{
    public TowerGradientTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("hf-clip")]
    [InlineData("open_clip-native")]
    [InlineData("biomedclip")]
    [InlineData("hf-siglip")]
    [InlineData("image-only/hf-dinov2")]
    [InlineData("image-only/timm-dinov2-reg4")]
    [InlineData("image-only/timm-vit-avg")]
    [InlineData("image-only/timm-vit-cls")]
    public void Backward_EveryParameter_AgreesWithFiniteDifferences(string folder) => Check(folder, TrainableParts.Everything(), adapters: 0);

    [Theory]
    [InlineData("hf-clip", "v2_t2")]
    [InlineData("hf-clip", "v2_t2@q_proj,k_proj,v_proj,out_proj,fc1,fc2")]
    [InlineData("biomedclip", "v2_t2")]
    [InlineData("hf-siglip", "v2_t2")]
    public void Backward_Adapters_AgreeWithFiniteDifferences(string folder, string preset) => Check(folder, TrainableParts.Adapters(LoraOptions.Parse(preset)), adapters: 4);

    [Theory]
    [InlineData("hf-clip")]
    [InlineData("hf-siglip")]
    public void Backward_RecomputedBlocks_AgreeWithFiniteDifferences(string folder)
    {
        using IDisposable recomputed = Recomputation.Enter();
        Check(folder, TrainableParts.Everything(), adapters: 0);
    }

    private static void Check(string folder, TrainableParts parts, int adapters)
    {
        using DisposeScope scope = NewDisposeScope();
        using AdaptableEncoder encoder = AdaptableEncoder.Load(VlmEncoder.FromFolder(GoldenFiles.Path(folder)), parts, 1, new ModelLoadOptions(CPU, ScalarType.Float64));
        Assert.True(encoder.Branches.Count >= adapters);
        LoraNumbers.FillUps(encoder, 0.3);
        foreach (NamedParameter parameter in encoder.Parameters.Where(p => p.Name.EndsWith("bias", StringComparison.Ordinal)))
        {
            LoraNumbers.Fill(parameter.Parameter, 3);
        }

        int size = encoder.Vision.Info.Preprocessing.ImageSize;
        Tensor pixels = LoraNumbers.Random([2, 3, size, size], 5).to(ScalarType.Float64);
        Tensor? ids = encoder.Text is { } text ? ReadIds(text) : null;
        ParameterGradients.AssertAgree(encoder.Parameters, Loss);

        Tensor Loss()
        {
            Tensor images = Similarity.Unit(encoder.Vision.Module.forward(pixels, EmbeddingPoint.Projected, null)); // (2, P)
            if (ids is null)
            {
                return images.mul(LoraNumbers.Random(images.shape, 6).to(ScalarType.Float64)).sum();
            }

            Tensor texts = Similarity.Unit(((TextModel)encoder.Text!.Module).forward(ids, ones_like(ids), null)); // (1, P)
            Tensor mixed = LoraNumbers.Random(texts.shape, 7).to(ScalarType.Float64);
            return images.matmul(texts.t()).sin().sum().Plus(texts.mul(mixed).sum());
        }
    }

    private static Tensor ReadIds(TextTower tower)
    {
        Tensor? ids = null;
        tower.Trace(["wall thickening"], (stage, value) => ids ??= stage == "ids" ? value.clone() : null);
        return ids!;
    }
}
