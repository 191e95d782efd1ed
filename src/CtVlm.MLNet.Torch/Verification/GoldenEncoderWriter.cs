using System.Globalization;
using System.Text.Json;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Writes a golden file.</summary>
internal static class GoldenEncoderWriter
{
    private const string Producer = "CtVlm.MLNet";

    /// <summary>Writes a file; it appears whole, in place of an older one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, VerificationInputs inputs, IEnumerable<(string Name, torch.Tensor Value)> stages, string hash, double tolerance)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        List<(string Name, torch.Tensor Value)> tensors = [.. stages.Select(s => (s.Name, s.Value.contiguous()))];
        if (inputs.Pixels is not null)
        {
            // Exact: the made-up pixels are values of float16.
            tensors.Insert(0, (GoldenEncoderFile.PixelsName, inputs.Pixels.to(torch.ScalarType.Float16)));
        }

        using SafetensorsWriter writer = SafetensorsWriter.Create(path, [.. tensors.Select(t => new SafetensorsTensor(t.Name, GetType(t.Value), t.Value.shape))], Describe(inputs, hash, tolerance));
        foreach ((string name, torch.Tensor value) in tensors)
        {
            writer.WriteBytes(name, value.bytes);
        }

        writer.Complete();
    }

    /// <summary>Refuses to replace what another program wrote: such a file is proof that cannot be made here.</summary>
    /// <exception cref="WeightsException">The file is there, and of another producer.</exception>
    public static void CheckReplaceable(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using SafetensorsFile file = SafetensorsFile.Open(path);
        string producer = file.Metadata.GetValueOrDefault("producer", "");
        if (!producer.StartsWith(Producer, StringComparison.Ordinal))
        {
            throw new WeightsException($"Golden file {path}: it is of {(producer.Length == 0 ? "an unnamed producer" : $"the producer '{producer}'")}, and is not replaced. Delete it, or name another file.");
        }
    }

    private static Dictionary<string, string> Describe(VerificationInputs inputs, string hash, double tolerance)
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal)
        {
            ["format"] = GoldenEncoderFile.Format,
            ["producer"] = $"{Producer} {TorchRuntime.VersionOf(typeof(GoldenEncoderWriter).Assembly)}",
            ["encoder_hash"] = hash,
            ["tolerance"] = tolerance.ToString("R", CultureInfo.InvariantCulture),
        };
        if (inputs.Texts.Count > 0)
        {
            metadata["texts"] = JsonSerializer.Serialize(inputs.Texts);
        }

        return metadata;
    }

    private static SafetensorsType GetType(torch.Tensor value) => value.dtype switch
    {
        torch.ScalarType.Float16 => SafetensorsType.Float16,
        torch.ScalarType.Int64 => SafetensorsType.Int64,
        _ => SafetensorsType.Float32,
    };
}
