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
    private readonly Lazy<string> _precisionName;

    private RuntimeSettings(CtRuntimeOptions options, int? gpuDeviceId, bool fallbackToCpu)
    {
        Options = options;
        _gpuDeviceId = gpuDeviceId;
        _fallbackToCpu = fallbackToCpu;
        _device = new Lazy<torch.Device>(ResolveDevice);
        _precisionName = new Lazy<string>(NamePrecision);
    }

    public CtRuntimeOptions Options { get; }

    /// <summary>Resolved at the first use: naming a device loads libtorch.</summary>
    public torch.Device Device => _device.Value;

    public EmbeddingCache Cache => Options.Cache ?? EmbeddingCache.Default;

    /// <summary>Slices, or texts, in one call of an encoder.</summary>
    public int BatchSize => Options.BatchSize ?? (Device.type == DeviceType.CPU ? 8 : 64);

    /// <summary>Volumes in one call of an encoder: each is as large as hundreds of slices.</summary>
    public int VolumeBatchSize => Options.BatchSize ?? (Device.type == DeviceType.CPU ? 1 : 4);

    /// <summary>The precision that encoders are asked for.</summary>
    public NumericPrecision Precision => Options.Precision ?? NumericPrecision.Float32;

    /// <summary>Whether float32 products of an encoder may be rounded: asked for, and on a GPU.</summary>
    public bool UsesTf32 => Options.AllowTf32 == true && Device.type == DeviceType.CUDA;

    /// <summary>The element type that <see cref="Precision"/> comes to on the device, such as Float32 or BFloat16, with "+tf32" where that is on. In keys and annotations.</summary>
    public string PrecisionName => _precisionName.Value;

    public static RuntimeSettings From(IHostEnvironment environment, CtRuntimeOptions? own = null)
    {
        CtRuntimeOptions options = Combine(own, FindInContext(environment));
        if (options.BatchSize is < 1 || options.DecodeParallelism is < 1)
        {
            throw new ArgumentException($"BatchSize and DecodeParallelism must be 1 or more, got {options.BatchSize} and {options.DecodeParallelism}.", nameof(own));
        }

        if (!Enum.IsDefined(options.Precision.GetValueOrDefault()))
        {
            throw new ArgumentException($"Precision must be one of {string.Join(", ", Enum.GetNames<NumericPrecision>())}, got {options.Precision}.", nameof(own));
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
                Precision = own.Precision ?? context.Precision,
                AllowTf32 = own.AllowTf32 ?? context.AllowTf32,
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

    /// <summary>Holds the process's TF32 switch at what was asked for during a call of an encoder; null on a CPU, which has none.</summary>
    public Tf32Scope? EnterTf32() => Tf32Scope.Enter(Device, UsesTf32);

    /// <summary>Says in the log what a precision that was left to a probe came to.</summary>
    public void ReportPrecision(string verb, Action<string> log)
    {
        if (Precision == NumericPrecision.Auto)
        {
            log($"{verb}: precision {Precision} is {PrecisionChoice.Describe(Precision, Device)}.");
        }
    }

    // The default names its type without a device: what comes from the cache needs no libtorch.
    private string NamePrecision() => Precision == NumericPrecision.Float32 && Options.AllowTf32 != true
        ? nameof(torch.ScalarType.Float32)
        : $"{PrecisionChoice.Resolve(Precision, Device)}{(UsesTf32 ? "+tf32" : "")}";

    private torch.Device ResolveDevice() => TorchDevices.Resolve(_gpuDeviceId, _fallbackToCpu);
}
