using System.CommandLine;
using System.Globalization;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Cli;

/// <summary>Options that several verbs share, and what they mean.</summary>
internal static class CommonOptions
{
    private const string Cpu = "cpu";
    private const string CudaPrefix = "cuda:";
    private const string None = "none";

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document on standard output, and nothing else there." };

    public static Option<bool> Strict() => new("--strict") { Description = "End with 1 when any series failed, not only when all did." };

    public static Option<string> Device() => new("--device")
    {
        HelpName = "cpu|cuda:N",
        DefaultValueFactory = _ => Cpu,
        Description = "Where the encoder runs. A GPU that is not there is an error, never a silent fall-back.",
    };

    public static Option<string?> Cache() => new("--cache")
    {
        HelpName = "DIR|none",
        Description = "Where slice embeddings are kept, so that a second run costs nothing; none keeps nothing. Default: your cache folder, see 'ctvlm doctor'.",
    };

    public static Option<int?> Batch() => new("--batch")
    {
        HelpName = "B",
        Description = "Slices in one call of the encoder; results do not depend on it. Default: 8 on a CPU, 64 on a GPU.",
    };

    public static Option<string> Compute() => new("--compute")
    {
        HelpName = "float32|auto|bfloat16|float16",
        DefaultValueFactory = _ => "float32",
        Description = "The element type in which the encoder computes; auto takes bfloat16 where the processor computes it natively.",
    };

    /// <summary>The precision that was asked for.</summary>
    /// <exception cref="UsageException">It is not a known one.</exception>
    public static NumericPrecision ReadCompute(string text) => text switch
    {
        "float32" => NumericPrecision.Float32,
        "auto" => NumericPrecision.Auto,
        "bfloat16" => NumericPrecision.BFloat16,
        "float16" => NumericPrecision.Float16,
        _ => throw new UsageException($"--compute must be float32, auto, bfloat16 or float16, got '{text}'."),
    };

    /// <summary>The element type in which an encoder will compute, in the words of --compute: what auto comes to on the device. Loads libtorch.</summary>
    public static string ResolveCompute(string device, CtRuntimeOptions runtime) => RuntimeSettings.From(CreateContext(device, runtime)).PrecisionName.ToLowerInvariant();

    /// <summary>Refuses a device or batch that cannot be, before anything is done.</summary>
    /// <exception cref="UsageException">The device is not of the known form, or the batch is below 1.</exception>
    public static void Check(string device, CtRuntimeOptions runtime)
    {
        ReadDevice(device);
        if (runtime.BatchSize is < 1)
        {
            throw new UsageException($"--batch must be 1 or more, got {PlainText.Number(runtime.BatchSize.Value)}.");
        }
    }

    /// <summary>A context on the device that was asked for.</summary>
    /// <exception cref="UsageException">The device is not of the known form.</exception>
    public static MLContext CreateContext(string device, CtRuntimeOptions runtime) =>
        new MLContext(seed: 1) { GpuDeviceId = ReadDevice(device), FallbackToCpu = false }.ConfigureCtVlm(runtime);

    /// <summary>The cache that was asked for; null stands for the default one.</summary>
    public static EmbeddingCache? ReadCache(string? text) => text switch
    {
        null => null,
        None => EmbeddingCache.None,
        _ => EmbeddingCache.InFolder(text),
    };

    /// <summary>Index of the GPU that was asked for; null for the CPU.</summary>
    /// <exception cref="UsageException">The device is not of the known form.</exception>
    public static int? ReadDevice(string text)
    {
        if (text == Cpu)
        {
            return null;
        }

        return text.StartsWith(CudaPrefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(CudaPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? index
            : throw new UsageException($"--device must be cpu or cuda:N with N from 0, got '{text}'.");
    }
}
