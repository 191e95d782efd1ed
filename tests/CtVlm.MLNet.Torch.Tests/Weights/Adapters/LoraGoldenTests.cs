using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Adapters that PEFT 0.21 wrote, against the models that PEFT merged them into.</summary>
public sealed class LoraGoldenTests
{
    private const double Tolerance = 1e-4;
    private const double LogitTolerance = 5e-4;

    public LoraGoldenTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string, string> Adapters => new()
    {
        { "hf-clip", "attn_all" },
        { "hf-clip", "layers_to_transform" },
        { "hf-clip", "rslora_qv" },
        { "hf-clip", "v8b2_t4b1" },
        { "biomedclip", "rslora_mlp" },
        { "biomedclip", "v8b2_t8b1" },
    };

    [Theory]
    [MemberData(nameof(Adapters))]
    public void OpenOver_BaseModel_AdaptsThePublishersModules(string folder, string name)
    {
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path(folder));
        using LoraOverlay overlay = LoraAdapter.Open(GoldenFiles.Path("lora", folder, name)).OpenOver(weights);
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("lora", folder, name, "cases.json")));
        Assert.Equal(cases.RootElement.GetProperty("adapted_modules").EnumerateArray().Select(m => m.GetString()), overlay.Modules.Select(m => m.Name));
        Assert.All(overlay.Modules, m => Assert.Equal(cases.RootElement.GetProperty("scaling").GetProperty(m.Name).GetDouble(), m.Scaling, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void CopyTo_AdaptedTensor_IsTheMergedWeight(string folder, string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path(folder));
        using LoraOverlay overlay = LoraAdapter.Open(GoldenFiles.Path("lora", folder, name)).OpenOver(weights);
        using GoldenTensors golden = new("lora", folder, name, "cases.safetensors");
        string merged = Assert.Single(golden.Names, n => n.StartsWith("merged_weight.", StringComparison.Ordinal));
        string tensor = merged["merged_weight.".Length..];
        torch.Tensor stored = weights.Read(tensor);
        weights.Overlay = overlay;
        torch.Tensor destination = torch.empty(stored.shape);
        weights.CopyTo(tensor, destination);
        golden.AssertClose(merged, destination, 1e-6);
        golden.AssertClose(merged, weights.Read(tensor), 1e-6);
        Assert.True((stored - destination).abs().max().ToDouble() > 0.01);
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void FromFolder_WithAdapter_GivesTheMergedAndTheActiveEmbeddings(string folder, string name)
    {
        VlmEncoder vlm = VlmEncoder.FromFolder(GoldenFiles.Path(folder), new VlmEncoderOptions { AdapterFolder = GoldenFiles.Path("lora", folder, name) });
        using EncoderLease<IVisionEncoder> vision = vlm.AcquireVision(torch.CPU);
        using EncoderLease<ITextEncoder> text = vlm.AcquireText(torch.CPU);
        using IDisposable inference = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        using GoldenTensors inputs = new(folder, "cases.safetensors");
        using GoldenTensors golden = new("lora", folder, name, "cases.safetensors");
        torch.Tensor images = vision.Encoder.Encode(inputs.Read("in.pixel_values"), EmbeddingPoint.Projected);
        torch.Tensor texts = text.Encoder.Encode(GoldenTexts.Read(folder));
        torch.Tensor logits = vlm.GetSimilarity().Scale * torch.nn.functional.normalize(images, dim: -1).matmul(torch.nn.functional.normalize(texts, dim: -1).t());
        foreach (string state in new[] { "merged", "active" })
        {
            golden.AssertClose($"{state}.image", images, Tolerance);
            golden.AssertClose($"{state}.text", texts, Tolerance);
            golden.AssertClose($"{state}.logits_per_image", logits, LogitTolerance);
        }
    }
}
