using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Embeds texts in chunks, and keeps the weights loaded between passes; disposing releases them until the next use.</summary>
internal sealed class TextEmbedder(VlmEncoder encoder, IReadOnlyList<string> templates, RuntimeSettings settings, Action checkAlive, Action<string> log) : IDisposable
{
    private readonly Lock _lock = new();
    private EncoderLease<ITextEncoder>? _keepLoaded;

    private int CallSize => settings.Options.BatchSize ?? TextCalls.DefaultSize;

    /// <summary>One embedding a text, in order; texts are read one chunk ahead. What was cut is told to <paramref name="passLog"/> when the pass ends.</summary>
    public IEnumerable<TextEmbedding> Embed(IEnumerable<ReadOnlyMemory<char>> texts, Action<string> passLog)
    {
        using EncoderLease<ITextEncoder> lease = Acquire();
        var report = new TruncationReport(passLog);
        try
        {
            foreach (ReadOnlyMemory<char>[] chunk in texts.Chunk(Math.Max(1, CallSize / Math.Max(1, templates.Count))))
            {
                CheckAlive();
                TextChunk embedded = new([.. chunk.Select(t => t.ToString())], templates, lease.Encoder.CountTokens, Encode);
                for (int i = 0; i < chunk.Length; i++)
                {
                    report.Add(embedded.Tokens[i]);
                    yield return new TextEmbedding(embedded, i);
                }
            }
        }
        finally
        {
            report.Finish();
        }
    }

    /// <summary>The embedding of one text. It may be read at any time later.</summary>
    public TextEmbedding Embed(ReadOnlyMemory<char> text) => Embed([text], static _ => { }).First();

    public void Dispose()
    {
        lock (_lock)
        {
            _keepLoaded?.Dispose();
            _keepLoaded = null;
        }
    }

    // A lease of its own: the one-row form reads a vector when its pass is long over.
    private float[] Encode(IReadOnlyList<string> prompts)
    {
        using EncoderLease<ITextEncoder> lease = Acquire();
        return TextCalls.Encode(lease, prompts, CallSize, settings, CheckAlive);
    }

    private void CheckAlive()
    {
        checkAlive();
        settings.Options.CancellationToken.ThrowIfCancellationRequested();
    }

    private EncoderLease<ITextEncoder> Acquire()
    {
        lock (_lock)
        {
            if (_keepLoaded is null)
            {
                settings.ReportPrecision(EmbedTextTransformer.Verb, log);
                _keepLoaded = encoder.AcquireText(settings.Device, settings.Precision);
            }

            return encoder.AcquireText(settings.Device, settings.Precision);
        }
    }
}
