using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Keeps attention from the padding of a batch.</summary>
internal static class PaddingMask
{
    /// <summary>What is added to the scores of attention: int64 (N, T), 1 on a token and 0 on padding, -> (N, 1, 1, T), 0 on a token and -infinity on padding.</summary>
    /// <param name="mask">The mask; at least one token in each row.</param>
    /// <param name="type">Element type of the queries.</param>
    public static Tensor ToScores(Tensor mask, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor padding = mask.IsEqualTo(0).unsqueeze(1).unsqueeze(1); // (N, T) -> (N, 1, 1, T)
        return zeros(padding.shape, type, mask.device).FillInPlace(padding, double.NegativeInfinity).MoveToOuterDisposeScope();
    }
}
