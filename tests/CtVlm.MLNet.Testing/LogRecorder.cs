using Microsoft.ML;

namespace CtVlm.MLNet.Testing;

/// <summary>Keeps what a context logs.</summary>
public sealed class LogRecorder
{
    private readonly Lock _lock = new();
    private readonly List<string> _messages = [];

    public LogRecorder(MLContext context) => context.Log += (_, e) =>
    {
        lock (_lock)
        {
            _messages.Add(e.RawMessage);
        }
    };

    /// <summary>The messages so far that hold a text.</summary>
    public IReadOnlyList<string> With(string text)
    {
        lock (_lock)
        {
            return [.. _messages.Where(m => m.Contains(text, StringComparison.Ordinal))];
        }
    }
}
