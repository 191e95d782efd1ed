using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>How high the best positive of each query stands.</summary>
internal static class ReciprocalRank
{
    /// <summary>Which pairs share a key: (N, N) bool on a device, in the caller's dispose scope.</summary>
    public static Tensor Positives(IReadOnlyList<string> keys, Device device)
    {
        Dictionary<string, long> numbers = new(StringComparer.Ordinal);
        long[] codes = [.. keys.Select(key => numbers.TryGetValue(key, out long code) ? code : numbers[key] = numbers.Count)];
        using Tensor column = tensor(codes, [codes.Length, 1], device: device), row = tensor(codes, [1, codes.Length], device: device);
        return column.eq(row);
    }

    /// <summary>Mean of 1 / rank, the rank of a query's best positive being 1 and the number of others that score higher; half of those that score the same count as higher.</summary>
    /// <param name="scores">(N, N): queries, then what is ranked.</param>
    /// <param name="keys">Key of each query, and of what is ranked at the same index.</param>
    public static double Mean(Tensor scores, IReadOnlyList<string> keys)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor positives = Positives(keys, scores.device);
        Tensor best = scores.Filled(positives.logical_not(), double.NegativeInfinity).amax([1], keepdim: true); // (N, 1)
        Tensor others = positives.logical_not();
        Tensor higher = scores.gt(best).logical_and(others).to(ScalarType.Float64).sum([1L]);
        Tensor equal = scores.eq(best).logical_and(others).to(ScalarType.Float64).sum([1L]);
        return higher.Plus(equal.Over(2)).Plus(1.0).reciprocal().mean().ToNumber();
    }
}
