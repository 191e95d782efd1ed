using System.Runtime.InteropServices;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet;

/// <summary>Calls of a text tower.</summary>
internal static class TextCalls
{
    /// <summary>Texts in one call where nobody says otherwise. The tower itself sorts them by length, which needs many to choose from.</summary>
    public const int DefaultSize = 256;

    /// <summary>The vectors of texts, in their order.</summary>
    /// <param name="lease">The tower.</param>
    /// <param name="texts">N texts.</param>
    /// <param name="size">Most texts in one call, 1 or more.</param>
    /// <param name="settings">How the step runs.</param>
    /// <param name="checkAlive">Called before each call; throws to end the work.</param>
    /// <returns>Un-normalised vectors (N, D).</returns>
    public static float[] Encode(EncoderLease<ITextEncoder> lease, IReadOnlyList<string> texts, int size, RuntimeSettings settings, Action checkAlive)
    {
        float[] vectors = new float[texts.Count * lease.Encoder.Width];
        Span<float> rest = vectors;
        foreach (string[] call in texts.Chunk(size))
        {
            checkAlive();
            int length = call.Length * lease.Encoder.Width;
            Encode(lease, call, settings, rest[..length]);
            rest = rest[length..];
        }

        return vectors;
    }

    // N texts -> (N, D).
    private static void Encode(EncoderLease<ITextEncoder> lease, string[] texts, RuntimeSettings settings, Span<float> destination)
    {
        using IDisposable mode = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        lock (lease.Gate)
        {
            using Tf32Scope? tf32 = settings.EnterTf32();
            Tensor vectors = lease.Encoder.Encode(texts).to(ScalarType.Float32).cpu().contiguous();
            MemoryMarshal.Cast<byte, float>(vectors.bytes).CopyTo(destination);
        }
    }
}
