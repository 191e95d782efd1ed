using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Encoders of known sizes with random weights: time and memory do not depend on what the weights say.</summary>
internal static class BenchmarkEncoders
{
    /// <summary>ViT-B/16 at 224 pixels, as CLIP and BiomedCLIP have it.</summary>
    public static VlmEncoder VitB16 { get; } = VlmEncoder.FromSeed(
        1, new ClipEncoderSize { ImageSize = 224, PatchSize = 16, Width = 768, Layers = 12, Heads = 12, ProjectedWidth = 512 });

    /// <summary>So small that a run's memory is that of the pipeline around it.</summary>
    public static VlmEncoder Tiny { get; } = VlmEncoder.FromSeed(
        1, new ClipEncoderSize { ImageSize = 32, PatchSize = 16, Width = 32, Layers = 1, Heads = 2, ProjectedWidth = 32 });
}
