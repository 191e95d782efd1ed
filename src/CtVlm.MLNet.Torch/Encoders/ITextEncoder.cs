using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded encoder of texts, in the space of its vision partner.</summary>
/// <remarks>The package calls an encoder from one thread at a time, inside inference mode and a dispose scope.</remarks>
public interface ITextEncoder : IDisposable
{
    /// <summary>Width D of the vectors.</summary>
    int Width { get; }

    /// <summary>Where the weights are.</summary>
    torch.Device Device { get; }

    /// <summary>Embeds texts; longer ones are cut to the encoder's context length.</summary>
    /// <param name="texts">N texts; an empty one is a text like any other.</param>
    /// <returns>Un-normalised vectors (N, D), float32, owned by the caller.</returns>
    torch.Tensor Encode(IReadOnlyList<string> texts);

    /// <summary>Counts the tokens of texts, and so tells which are cut. Needs no weights and may be called by any thread.</summary>
    /// <param name="texts">N texts.</param>
    /// <returns>One count a text.</returns>
    IReadOnlyList<TextTokens> CountTokens(IReadOnlyList<string> texts);
}
