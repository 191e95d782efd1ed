using CtVlm.MLNet.Torch;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Passes the steps of a training on: to the caller, to the context's progress, and to a host that may want to stop.</summary>
internal sealed class StepObserver : IProgress<TrainingProgress>
{
    private readonly IHost _host;
    private readonly IProgress<TrainingProgress>? _next;
    private TrainingProgress? _last;

    public StepObserver(IHost host, IProgressChannel channel, IProgress<TrainingProgress>? next)
    {
        _host = host;
        _next = next;
        channel.SetHeader(new ProgressHeader(["loss", "metric", "slices/s", "seconds left"], ["steps"]), entry =>
        {
            if (_last is { } last)
            {
                entry.SetProgress(0, last.Step, last.Steps);
                entry.SetMetric(0, last.Loss);
                entry.SetMetric(2, last.ItemsPerSecond);
                entry.SetMetric(3, last.Remaining.TotalSeconds);
                if (last.Metric is { } metric)
                {
                    entry.SetMetric(1, metric);
                }
            }
        });
    }

    public void Report(TrainingProgress value)
    {
        _host.CheckAlive();
        _last = value;
        _next?.Report(value);
    }
}
