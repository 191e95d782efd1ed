using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The dropout of a training run's adapters: what a mask holds follows from the seed, the step, the part of the step and the module, and from nothing else.</summary>
/// <remarks>
/// So a run that is resumed, and a block whose activations are computed a second time for the backward pass, draw the masks they drew before. Two calls of one
/// module in one part of a step have the same random numbers: give every batch of a step its own part. Masks are drawn on the CPU, so that they are the same
/// for every device and element type. Not thread-safe: one run, one worker.
/// <b>Source:</b> Srivastava et al., JMLR 15 (2014), section 10: what is kept is divided by the share that is kept.
/// </remarks>
internal sealed class LoraDropout
{
    private readonly double _rate;
    private readonly long _seed;
    private (long Step, long Part)? _at;

    /// <summary>The dropout of a run, at rest.</summary>
    /// <param name="rate">Share of inputs that are set to 0, 0 to below 1.</param>
    /// <param name="seed">The run's seed.</param>
    public LoraDropout(double rate, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        (_rate, _seed) = (rate, seed);
    }

    /// <summary>Dropout that never drops anything.</summary>
    public static LoraDropout None { get; } = new(0, 0);

    /// <summary>Whether inputs are dropped now.</summary>
    public bool IsActive => _at is not null;

    /// <summary>From now on inputs are dropped, as in this part of this step.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="part">Number of the batch within the step.</param>
    public void Begin(long step, long part = 0)
    {
        // Without a rate there is nothing to remember: the one that never drops is shared.
        if (_rate > 0)
        {
            _at = (step, part);
        }
    }

    /// <summary>From now on nothing is dropped: for evaluation.</summary>
    public void End() => _at = null;

    /// <summary>Drops inputs of a module.</summary>
    /// <param name="module">Name of the module.</param>
    /// <param name="input">Stays as it is.</param>
    /// <returns>The input itself where nothing is dropped.</returns>
    public Tensor Apply(string module, Tensor input)
    {
        if (_at is not (long step, long part))
        {
            return input;
        }

        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(Mix(step, part, module), CPU);
        Tensor kept = empty(input.shape, ScalarType.Bool, CPU).bernoulli_(1 - _rate, generator);
        return input.mul(kept.to(input.device).to(input.dtype).DivideInPlace(1 - _rate)).MoveToOuterDisposeScope();
    }

    // Generators of neighbouring seeds may resemble each other; those of hashes do not.
    private ulong Mix(long step, long part, string module) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"ctvlm-lora-dropout {_seed} {step} {part} {module}"))));
}
