using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Passes what a training tells on: to the caller, to the context's progress, and to a host that may want to stop.</summary>
/// <typeparam name="T">What is told.</typeparam>
internal sealed class ProgressRelay<T> : IProgress<T>
    where T : class
{
    private readonly IHost _host;
    private readonly IProgress<T>? _next;
    private T? _last;

    /// <summary>A relay.</summary>
    /// <param name="host">Is asked whether to go on.</param>
    /// <param name="channel">The context's progress.</param>
    /// <param name="header">Names of metrics and units.</param>
    /// <param name="show">Shows what was told last.</param>
    /// <param name="next">The caller; null where nobody listens.</param>
    public ProgressRelay(IHost host, IProgressChannel channel, ProgressHeader header, Action<IProgressEntry, T> show, IProgress<T>? next)
    {
        _host = host;
        _next = next;
        channel.SetHeader(header, entry =>
        {
            if (_last is { } last)
            {
                show(entry, last);
            }
        });
    }

    public void Report(T value)
    {
        _host.CheckAlive();
        _last = value;
        _next?.Report(value);
    }
}
