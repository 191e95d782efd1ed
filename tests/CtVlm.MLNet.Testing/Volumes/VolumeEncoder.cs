using System.Security.Cryptography;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Testing;

/// <summary>A 3-D tower of one's own as an encoder: <see cref="SmallResNet3d"/> with weights from a safetensors file. Counts its calls and volumes.</summary>
public sealed class VolumeEncoder(string weightsFolder, VolumeInput input)
{
    private int _calls;
    private int _volumes;

    public int Calls => _calls;

    public int Volumes => _volumes;

    private VisionEncoderInfo Info { get; } = new()
    {
        ProjectedWidth = SmallResNet3d.ProjectedWidth,
        HiddenWidth = SmallResNet3d.HiddenWidth,
        TokenCount = Quarter(input.Depth) * Quarter(input.Height) * Quarter(input.Width),
        VolumeInput = input,
    };

    /// <summary>Writes weights from a seed, every tensor with numbers of its own.</summary>
    public static void WriteWeights(string folder, int seed)
    {
        TorchRuntime.EnsureLoaded();
        Random random = new(seed);
        using SmallResNet3d module = new();
        Dictionary<string, Tensor> tensors = module.state_dict();
        SafetensorsTensor[] entries = [.. tensors.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new SafetensorsTensor(t.Key, SafetensorsType.Float32, t.Value.shape))];
        using SafetensorsWriter writer = SafetensorsWriter.Create(Path.Combine(folder, "model.safetensors"), entries);
        foreach (SafetensorsTensor entry in entries)
        {
            // A variance is above 0; the rest lies about 0.
            double least = entry.Name.EndsWith("variance", StringComparison.Ordinal) ? 0.5 : -0.5;
            writer.Write(entry.Name, [.. Enumerable.Range(0, (int)(entry.ByteCount / sizeof(float))).Select(_ => (float)(least + random.NextDouble()))]);
        }

        writer.Complete();
    }

    public VlmEncoder ToEncoder()
    {
        byte[] weights = File.ReadAllBytes(Path.Combine(weightsFolder, "model.safetensors"));
        return VlmEncoder.FromFactory("resnet3d", Convert.ToHexStringLower(SHA256.HashData(weights)), Info, device => new Tower(this, Load(device), device));
    }

    private static int Quarter(int length) => (length + 3) / 4;

    // The weights outlive the scope and the inference mode of the call that loads them.
    private SmallResNet3d Load(Device device) => TowerLoader.Prepare(() => new SmallResNet3d(), new ModelLoadOptions(device), module =>
    {
        using Checkpoint weights = Checkpoint.OpenFolder(weightsFolder);
        StrictLoader.Load(module, weights, []);
    });

    private sealed class Tower(VolumeEncoder owner, SmallResNet3d model, Device device) : IVisionEncoder
    {
        public VisionEncoderInfo Info => owner.Info;

        public Device Device => device;

        public Tensor Encode(Tensor pixels, EmbeddingPoint point)
        {
            Interlocked.Increment(ref owner._calls);
            Interlocked.Add(ref owner._volumes, (int)pixels.shape[0]);
            using DisposeScope scope = NewDisposeScope();
            Tensor tokens = model.forward(pixels); // (N, 1, D, H, W) -> (N, T, 8)
            Tensor result = point switch
            {
                EmbeddingPoint.Tokens => tokens,
                EmbeddingPoint.Projected => model.Project(tokens.mean([1])), // -> (N, 6)
                _ => tokens.mean([1]), // -> (N, 8)
            };
            return result.MoveToOuterDisposeScope();
        }

        public void Dispose() => model.Dispose();
    }
}
