using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Counts the texts of a pass that are cut, and says so once, at its end.</summary>
internal sealed class TruncationReport(Action<string> log)
{
    private long _texts;
    private long _truncated;
    private int _limit;

    /// <summary>A text is read.</summary>
    public void Add(TextTokens tokens)
    {
        _texts++;
        if (tokens.IsTruncated)
        {
            _truncated++;
            _limit = Math.Max(_limit, tokens.Used);
        }
    }

    /// <summary>The pass is over.</summary>
    public void Finish()
    {
        if (_truncated > 0)
        {
            log($"EmbedText: {_truncated} of {_texts} texts were longer than {_limit} tokens and were cut.");
        }
    }
}
