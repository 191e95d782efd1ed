using CtVlm.MLNet.Torch;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace CtVlm.MLNet;

/// <summary>The runtime options in force for one component: its own, else the context's, else the defaults.</summary>
internal sealed class RuntimeSettings
{
    public const string OptionName = "CtVlm.Runtime";

    private readonly int? _gpuDeviceId;
    private readonly bool _fallbackToCpu;
    private readonly Lazy<torch.Device> _device;

    private RuntimeSettings(CtRuntimeOptions options, int? gpuDeviceId, bool fallbackToCpu)
    {
        Options = options;
        _gpuDeviceId = gpuDeviceId;
        _fallbackToCpu = fallbackToCpu;
        _device = new Lazy<torch.Device>(ResolveDevice);
    }

    public CtRuntimeOptions Options { get; }

    /// <summary>Resolved at the first use: naming a device loads libtorch.</summary>
    public torch.Device Device => _device.Value;

    public EmbeddingCache Cache => Options.Cache ?? EmbeddingCache.Default;

    public int BatchSize => Options.BatchSize ?? (Device.type == DeviceType.CPU ? 8 : 64);

    public static RuntimeSettings From(IHostEnvironment environment, CtRuntimeOptions? own = null)
    {
        CtRuntimeOptions options = Combine(own, FindInContext(environment));
        if (options.BatchSize is < 1 || options.DecodeParallelism is < 1)
        {
            throw new ArgumentException($"BatchSize and DecodeParallelism must be 1 or more, got {options.BatchSize} and {options.DecodeParallelism}.", nameof(own));
        }

        return environment is IHostEnvironmentInternal host
            ? new RuntimeSettings(options, host.GpuDeviceId, host.FallbackToCpu)
            : new RuntimeSettings(options, null, true);
    }

    private static CtRuntimeOptions Combine(CtRuntimeOptions? own, CtRuntimeOptions? context) => own is null
        ? context ?? new CtRuntimeOptions()
        : context is null
            ? own
            : new CtRuntimeOptions
            {
                Cache = own.Cache ?? context.Cache,
                BatchSize = own.BatchSize ?? context.BatchSize,
                DecodeParallelism = own.DecodeParallelism ?? context.DecodeParallelism,
                Progress = own.Progress ?? context.Progress,
                CancellationToken = own.CancellationToken.CanBeCanceled ? own.CancellationToken : context.CancellationToken,
            };

    // Options live on the context's own environment; hosts that are registered below it do not copy them.
    private static CtRuntimeOptions? FindInContext(IHostEnvironment environment)
    {
        if (environment is HostEnvironmentBase<LocalEnvironment> host)
        {
            environment = host.Root;
        }

        return environment is IHostEnvironmentInternal root && root.TryGetOption(OptionName, out CtRuntimeOptions options) ? options : null;
    }

    private torch.Device ResolveDevice() => TorchDevices.Resolve(_gpuDeviceId, _fallbackToCpu);
}
