using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded encoder that reads an image and a text together.</summary>
/// <remarks>The package calls an encoder from one thread at a time, inside inference mode and a dispose scope.</remarks>
public interface IFusionEncoder : IDisposable
{
    /// <summary>Width D of the pooled vectors.</summary>
    int Width { get; }

    /// <summary>Where the weights are.</summary>
    torch.Device Device { get; }

    /// <summary>Whether pairs have a score: not every model was trained for retrieval.</summary>
    bool HasScore { get; }

    /// <summary>Encodes pairs: image i with text i.</summary>
    /// <param name="pixels">Normalised pixels (N, 3, S, S), float32, on <see cref="Device"/>.</param>
    /// <param name="texts">N texts; longer ones are cut to the encoder's context length.</param>
    /// <returns>The pooled output of each pair (N, D), float32, owned by the caller.</returns>
    torch.Tensor Encode(torch.Tensor pixels, IReadOnlyList<string> texts);

    /// <summary>Scores pairs: how well text i fits image i.</summary>
    /// <param name="pixels">Normalised pixels (N, 3, S, S), float32, on <see cref="Device"/>.</param>
    /// <param name="texts">N texts; longer ones are cut to the encoder's context length.</param>
    /// <returns>The retrieval score of each pair (N), float32, unbounded, higher is a better fit; owned by the caller.</returns>
    /// <exception cref="InvalidOperationException">Pairs have no score, see <see cref="HasScore"/>.</exception>
    torch.Tensor Score(torch.Tensor pixels, IReadOnlyList<string> texts);
}
