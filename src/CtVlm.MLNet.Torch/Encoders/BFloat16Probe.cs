using System.Collections.Concurrent;
using System.Diagnostics;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>How fast a device computes in bfloat16: the time of one linear map in it and in float32.</summary>
/// <param name="Float32Milliseconds">The fastest call in float32.</param>
/// <param name="BFloat16Milliseconds">The fastest call in bfloat16.</param>
internal sealed record BFloat16Probe(double Float32Milliseconds, double BFloat16Milliseconds)
{
    // Of a ViT-B's sizes, small enough to be over in some 40 ms on one core.
    private const long Rows = 256;
    private const long Width = 768;
    private const int Rounds = 6;

    private static readonly ConcurrentDictionary<string, Lazy<BFloat16Probe>> s_devices = new(StringComparer.Ordinal);

    /// <summary>How many times as fast bfloat16 is.</summary>
    public double Speedup => Float32Milliseconds / BFloat16Milliseconds;

    /// <summary>The figures of a device, measured when they are first asked for and the same ever after in this process.</summary>
    public static BFloat16Probe Measure(torch.Device device) => s_devices.GetOrAdd($"{device}", _ => new Lazy<BFloat16Probe>(() => Run(device))).Value;

    private static BFloat16Probe Run(torch.Device device)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable inference = torch.inference_mode();

        // Nothing random: the process's own random numbers stay as they are.
        torch.Tensor rows = torch.full([Rows, Width], 0.5, torch.ScalarType.Float32, device);
        torch.Tensor weight = torch.full([Width, Width], 0.01, torch.ScalarType.Float32, device);
        torch.Tensor shortRows = rows.to(torch.ScalarType.BFloat16);
        torch.Tensor shortWeight = weight.to(torch.ScalarType.BFloat16);
        (double single, double half) = (double.MaxValue, double.MaxValue);
        for (int round = 0; round < Rounds; round++)
        {
            // In turn, so that other work on the machine slows both; the fastest call is the least disturbed, and the first prepares the kernels.
            single = Math.Min(single, Time(rows, weight));
            half = Math.Min(half, Time(shortRows, shortWeight));
        }

        return new BFloat16Probe(single, half);
    }

    private static double Time(torch.Tensor rows, torch.Tensor weight)
    {
        long start = Stopwatch.GetTimestamp();
        using torch.Tensor mapped = torch.nn.functional.linear(rows, weight);

        // Reading a number waits for the device.
        using torch.Tensor corner = mapped[0, 0].to(torch.ScalarType.Float32);
        _ = corner.ToNumber();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
