using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Blocks whose activations are computed a second time.</summary>
public sealed class RecomputationTests
{
    public RecomputationTests() => TorchRuntime.EnsureLoaded();

    /// <summary>Torch runs the backward pass of a GPU on a thread of its own, where no dispose scope is open; so does this one.</summary>
    [Fact]
    public void Backward_OnAThreadWithoutADisposeScope_LeavesOneTensorAtMost()
    {
        using DisposeScope scope = NewDisposeScope();
        LinearLayer block = LoraNumbers.Filled(6, 6, hasBias: true, 1);
        using IDisposable recomputed = Recomputation.Enter();
        Tensor[] losses = [.. Enumerable.Range(0, 20).Select(i => Recomputation.Run(block, Recomputation.Run(block, LoraNumbers.Random([4, 6], i).requires_grad_(true))).sum())];
        long left = 0;
        Thread thread = new(() =>
        {
            Array.ForEach(losses, loss => loss.backward());
            left = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        });
        thread.Start();
        thread.Join();
        Assert.InRange(left, 0, 1);
    }

    [Fact]
    public void Backward_OnAnotherThread_GivesTheSameGradients()
    {
        using LinearLayer block = LoraNumbers.Filled(6, 6, hasBias: true, 1);
        using Tensor first = LoraNumbers.Random([4, 6], 2).requires_grad_(true), second = LoraNumbers.Random([4, 6], 2).requires_grad_(true);
        Backward(block, first);
        Thread thread = new(() => Backward(block, second));
        thread.Start();
        thread.Join();
        using Tensor expected = first.grad!, got = second.grad!;
        Assert.True(LoraNumbers.SameBits(expected, got));
        Assert.True(expected.abs().max().ToNumber() > 0.1);
    }

    private static void Backward(LinearLayer block, Tensor input)
    {
        using IDisposable recomputed = Recomputation.Enter();
        using Tensor once = Recomputation.Run(block, input), twice = Recomputation.Run(block, once), sum = twice.sum();
        sum.backward();
    }
}
