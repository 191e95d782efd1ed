using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Makes the class vectors of a set of options with the encoder's text tower, which is released afterwards.</summary>
internal sealed class ClassPromptEmbedder(ScoreZeroShotOptions options, RuntimeSettings settings, Action checkAlive, Action<string> warn)
{
    /// <summary>Embeds every filled template of every prompt, and averages by class.</summary>
    /// <exception cref="InvalidOperationException">Images and texts of the encoder do not share a space, and no similarity was given.</exception>
    public ZeroShotClassifier Create()
    {
        EncoderSimilarity similarity = options.Similarity ?? options.Encoder.GetSimilarity();
        string[][] prompts = [.. options.Classes.Select(c => c.Prompts.SelectMany(p => PromptEnsemble.Fill(options.Templates, p)).ToArray())];
        using EncoderLease<ITextEncoder> lease = options.Encoder.AcquireText(settings.Device, settings.Precision);
        string[] all = [.. prompts.SelectMany(p => p)];
        WarnOfCuts(all, lease.Encoder.CountTokens(all));
        float[] rows = TextCalls.Encode(lease, all, settings.Options.BatchSize ?? TextCalls.DefaultSize, settings, CheckAlive);
        int width = rows.Length / all.Length;
        float[] vectors = new float[prompts.Length * width];
        int first = 0;
        for (int k = 0; k < prompts.Length; k++)
        {
            PromptEnsemble.Average(rows.AsSpan(first * width, prompts[k].Length * width), vectors.AsSpan(k * width, width));
            first += prompts[k].Length;
        }

        return new ZeroShotClassifier(vectors, width, similarity);
    }

    private void WarnOfCuts(string[] prompts, IReadOnlyList<TextTokens> tokens)
    {
        int cut = tokens.Count(t => t.IsTruncated);
        if (cut > 0)
        {
            int longest = tokens.Index().MaxBy(t => t.Item.Full).Index;
            warn($"ScoreZeroShot: {cut} of {prompts.Length} class prompts were longer than {tokens[longest].Used} tokens and were cut; the longest has {tokens[longest].Full}: '{prompts[longest]}'.");
        }
    }

    private void CheckAlive()
    {
        checkAlive();
        settings.Options.CancellationToken.ThrowIfCancellationRequested();
    }
}
