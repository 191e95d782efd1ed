namespace CtVlm.MLNet.Cli;

/// <summary>Passes progress of one kind on, on the thread that reports it: a bar needs no synchronisation context.</summary>
internal sealed class Relay<T>(Action<T> handle) : IProgress<T>
{
    public void Report(T value) => handle(value);
}
