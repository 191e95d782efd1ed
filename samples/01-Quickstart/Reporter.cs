namespace Quickstart;

/// <summary>Calls back on the reporting thread: a bar needs no synchronisation context.</summary>
internal sealed class Reporter<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
