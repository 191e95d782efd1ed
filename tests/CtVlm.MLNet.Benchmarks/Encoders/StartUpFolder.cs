using CtVlm.MLNet.Torch;
using TorchSharp;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>A CLIP ViT-B/16 as its publisher ships it: both towers in one file, 600 MB, random weights. Small in the short form.</summary>
internal static class StartUpFolder
{
    private static readonly ClipConfig s_full = new(
        512,
        new ClipVisionConfig(new ClipTowerConfig(768, 3072, 12, 12, Activation.QuickGelu, 1e-5), 224, 16),
        new ClipTextConfig(new ClipTowerConfig(512, 2048, 12, 8, Activation.QuickGelu, 1e-5), 49408, 77, 49407));

    private static readonly ClipConfig s_short = new(
        64,
        new ClipVisionConfig(new ClipTowerConfig(64, 128, 2, 2, Activation.QuickGelu, 1e-5), 32, 16),
        new ClipTextConfig(new ClipTowerConfig(64, 128, 2, 2, Activation.QuickGelu, 1e-5), 1000, 77, 999));

    /// <summary>Writes the folder.</summary>
    public static string Write()
    {
        ClipConfig config = BenchmarkScale.IsShort ? s_short : s_full;
        string folder = Directory.CreateDirectory(FixtureFolder.Combine("clip-vit-base-patch16")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), Describe(config));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), $$"""{ "size": {{config.Vision.ImageSize}}, "crop_size": {{config.Vision.ImageSize}} }""");
        WriteWeights(Path.Combine(folder, "model.safetensors"), config);
        return folder;
    }

    private static string Describe(ClipConfig config) =>
        $$"""
        {
          "model_type": "clip", "projection_dim": {{config.ProjectedWidth}},
          "vision_config": { {{Describe(config.Vision.Tower)}}, "image_size": {{config.Vision.ImageSize}}, "patch_size": {{config.Vision.PatchSize}} },
          "text_config": { {{Describe(config.Text.Tower)}}, "vocab_size": {{config.Text.VocabularySize}}, "max_position_embeddings": {{config.Text.ContextLength}}, "eos_token_id": {{config.Text.EndOfTextId}} }
        }
        """;

    private static string Describe(ClipTowerConfig tower) =>
        $"\"hidden_size\": {tower.Width}, \"intermediate_size\": {tower.InnerWidth}, \"num_hidden_layers\": {tower.Layers}, \"num_attention_heads\": {tower.Heads}";

    private static void WriteWeights(string path, ClipConfig config)
    {
        TorchRuntime.EnsureLoaded();
        using ClipVisionModel vision = new(config);
        using ClipTextModel text = new(config);
        ClipSeed.Fill(vision, 1);
        ClipSeed.Fill(text, 2);
        (string Name, torch.Tensor Value)[] tensors = [.. vision.named_parameters().Concat(text.named_parameters()).Select(p => (p.name, (torch.Tensor)p.parameter))];
        using SafetensorsWriter writer = SafetensorsWriter.Create(path, [.. tensors.Select(t => new SafetensorsTensor(t.Name, SafetensorsType.Float32, t.Value.shape))]);
        foreach ((string name, torch.Tensor value) in tensors)
        {
            writer.WriteBytes(name, value.bytes);
        }

        writer.Complete();
    }
}
