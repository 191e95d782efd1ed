using System.Globalization;
using CtVlm.MLNet.Torch;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Embeds one image with the encoder of a folder, in a process of its own, and prints the processor's seconds so far.</summary>
internal static class StartUpChild
{
    public const string Verb = "startup-child";

    public static int Run(string folder)
    {
        VlmEncoder encoder = VlmEncoder.FromFolder(folder);
        TorchRuntime.EnsureLoaded();
        using EncoderLease<IVisionEncoder> lease = encoder.AcquireVision(CPU);
        int size = encoder.Vision.Preprocessing.ImageSize;
        using IDisposable mode = inference_mode();
        using Tensor pixels = zeros([1, 3, size, size]);
        using Tensor vector = lease.Encoder.Encode(pixels, EmbeddingPoint.Projected);
        if (!float.IsFinite(vector.data<float>()[0]))
        {
            Console.Error.WriteLine("The embedding is not finite.");
            return 1;
        }

        Console.WriteLine(Environment.CpuUsage.TotalTime.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
