using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Counts the tensors that an action leaves alive.</summary>
internal static class LiveTensors
{
    /// <summary>How many more tensors of this thread live after a second run than before it; the first may fill what is kept on purpose.</summary>
    public static long CountAfter(Action action)
    {
        action();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        action();
        return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
    }
}
