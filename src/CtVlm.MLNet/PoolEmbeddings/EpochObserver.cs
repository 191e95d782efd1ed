using CtVlm.MLNet.Torch;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Passes the epochs of a training on: to the caller, to the context's progress, and to a host that may want to stop.</summary>
internal sealed class EpochObserver : IProgress<PoolingTrainingProgress>
{
    private readonly IHost _host;
    private readonly IProgress<PoolingTrainingProgress>? _next;
    private PoolingTrainingProgress? _last;

    public EpochObserver(IHost host, IProgressChannel channel, IProgress<PoolingTrainingProgress>? next)
    {
        _host = host;
        _next = next;
        channel.SetHeader(new ProgressHeader(["training loss", "validation loss"], ["epochs"]), entry =>
        {
            if (_last is { } last)
            {
                entry.SetProgress(0, last.Epoch, last.MaxEpochs);
                entry.SetMetric(0, last.TrainingLoss);
                if (last.ValidationLoss is { } loss)
                {
                    entry.SetMetric(1, loss);
                }
            }
        });
    }

    public void Report(PoolingTrainingProgress value)
    {
        _host.CheckAlive();
        _last = value;
        _next?.Report(value);
    }
}
