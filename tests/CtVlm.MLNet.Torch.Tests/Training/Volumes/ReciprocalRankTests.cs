using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Ranks of the best positive, by hand.</summary>
public sealed class ReciprocalRankTests
{
    [Fact]
    public void Mean_RanksAndTies_AreCountedByHand()
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor scores = torch.tensor(new[,] { { 1f, 3, 2 }, { 0, 1, 1 }, { 5, 0, 0 } });

        // Keys a, b, b: the first text's series stands third; the second's best shares its score with its own key alone; the third's lies behind one.
        Assert.Equal(((1 / 3.0) + 1 + (1 / 2.0)) / 3, ReciprocalRank.Mean(scores, ["a", "b", "b"]), 1e-12);

        // Keys a, b, c: half of those that score the same count as higher.
        Assert.Equal(((1 / 3.0) + (1 / 1.5) + (1 / 2.5)) / 3, ReciprocalRank.Mean(scores, ["a", "b", "c"]), 1e-12);
    }
}
