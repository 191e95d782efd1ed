using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Texts that go through the encoder together. Tokens are counted at once, vectors computed when the first of them is read.</summary>
/// <remarks>Used by one thread.</remarks>
internal sealed class TextChunk
{
    private readonly string[] _prompts;
    private readonly int _promptsPerText;
    private readonly bool _isEnsemble;
    private readonly Func<IReadOnlyList<string>, float[]> _encode;
    private float[]? _vectors;

    /// <summary>Counts the tokens of texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="templates">What each text is put into; empty for the text alone.</param>
    /// <param name="count">Counts the tokens of N texts.</param>
    /// <param name="encode">N texts to vectors (N, D).</param>
    public TextChunk(IReadOnlyList<string> texts, IReadOnlyList<string> templates, Func<IReadOnlyList<string>, IReadOnlyList<TextTokens>> count, Func<IReadOnlyList<string>, float[]> encode)
    {
        _prompts = [.. texts.SelectMany(text => PromptEnsemble.Fill(templates, text))];
        _isEnsemble = templates.Count > 0;
        _promptsPerText = Math.Max(1, templates.Count);
        _encode = encode;
        Tokens = [.. count(_prompts).Chunk(_promptsPerText).Select(prompts => prompts.MaxBy(t => t.Full))];
    }

    /// <summary>One count a text: that of the longest of its prompts.</summary>
    public IReadOnlyList<TextTokens> Tokens { get; }

    /// <summary>The vector of a text, D values: the tower's own, or the unit vector of the ensemble where there are templates.</summary>
    public ReadOnlySpan<float> GetVector(int text)
    {
        _vectors ??= Compute();
        int width = _vectors.Length / Tokens.Count;
        return _vectors.AsSpan(text * width, width);
    }

    private float[] Compute()
    {
        float[] rows = _encode(_prompts);
        if (!_isEnsemble)
        {
            return rows;
        }

        int width = rows.Length / _prompts.Length;
        float[] vectors = new float[Tokens.Count * width];
        for (int i = 0; i < Tokens.Count; i++)
        {
            PromptEnsemble.Average(rows.AsSpan(i * _promptsPerText * width, _promptsPerText * width), vectors.AsSpan(i * width, width));
        }

        return vectors;
    }
}
