using System.Globalization;
using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Golden files of verification made of what transformers computed.</summary>
internal static class ReferenceGoldens
{
    /// <summary>Writes a file; stages are the names that transformers has for them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="family">hf-clip or hf-siglip.</param>
    /// <param name="change">Changes the tensors before they are written; null for none.</param>
    public static void Write(string path, string family, Action<Dictionary<string, torch.Tensor>>? change = null)
    {
        using GoldenTensors golden = new(family, "cases.safetensors");
        Dictionary<string, torch.Tensor> tensors = [];
        foreach ((string name, string source) in Names(family))
        {
            tensors[name] = golden.Read(source);
        }

        change?.Invoke(tensors);
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path(family, "cases.json")));
        Dictionary<string, string> metadata = new()
        {
            ["format"] = "ctvlm-verify-1",
            ["producer"] = "transformers 5.23.0",
            ["texts"] = cases.RootElement.GetProperty("texts").GetRawText(),
        };
        Write(path, tensors, metadata);
    }

    public static void Write(string path, Dictionary<string, torch.Tensor> tensors, Dictionary<string, string> metadata)
    {
        using SafetensorsWriter writer = SafetensorsWriter.Create(
            path,
            [.. tensors.Select(t => new SafetensorsTensor(t.Key, t.Value.dtype == torch.ScalarType.Int64 ? SafetensorsType.Int64 : SafetensorsType.Float32, t.Value.shape))],
            metadata);
        foreach ((string name, torch.Tensor value) in tensors)
        {
            writer.WriteBytes(name, value.contiguous().bytes);
        }

        writer.Complete();
    }

    private static IEnumerable<(string Name, string Source)> Names(string family)
    {
        bool isClip = family == "hf-clip";
        List<(string, string)> names = [("in.pixels", "in.pixel_values"), ("text.ids", "in.input_ids"), ("similarity.logits", "out.logits_per_image")];
        foreach ((string tower, int blocks) in ((string, int)[])[("vision", 3), ("text", 2)])
        {
            names.AddRange(Enumerable.Range(0, blocks + 1).Select(i =>
                (i == 0 ? $"{tower}.embeddings" : string.Create(CultureInfo.InvariantCulture, $"{tower}.blocks.{i - 1}"), string.Create(CultureInfo.InvariantCulture, $"out.{tower}.hidden_states.{i}"))));
            if (!isClip)
            {
                names.Add(($"{tower}.norm", $"out.{tower}.last_hidden_state"));
            }

            names.Add(($"{tower}.{(isClip ? "pooled" : "projected")}", $"out.{tower}.pooler_output"));
        }

        return isClip ? [.. names, ("vision.projected", "out.image_embeds"), ("text.projected", "out.text_embeds")] : names;
    }
}
