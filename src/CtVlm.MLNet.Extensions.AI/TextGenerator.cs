using CtVlm.MLNet.Torch;
using Microsoft.Extensions.AI;
using TorchSharp;

namespace CtVlm.MLNet.Extensions.AI;

/// <summary>Embeds texts.</summary>
internal sealed class TextGenerator : VlmGenerator<string>
{
    /// <summary>The additional property with the number of texts whose end was cut.</summary>
    public const string TruncatedTexts = "truncated_texts";

    private readonly IReadOnlyList<string> _templates;

    public TextGenerator(VlmEncoder encoder, TextGeneratorOptions options)
        : base(encoder, GetWidth(encoder), options.IsNormalized, options.Context)
    {
        string faults = string.Join("; ", PromptEnsemble.FindFaults(options.Templates));
        _templates = faults.Length == 0 ? [.. options.Templates] : throw new ArgumentException($"Templates: {faults}.", nameof(options));
    }

    protected override IDisposable Acquire(torch.Device device) => Encoder.AcquireText(device, Settings.Precision);

    protected override GeneratedEmbeddings<Embedding<float>> Generate(string[] values, CancellationToken cancellationToken)
    {
        using TextEmbedder embedder = new(Encoder, _templates, Settings, cancellationToken.ThrowIfCancellationRequested, static _ => { });
        GeneratedEmbeddings<Embedding<float>> embeddings = new(values.Length);
        DateTimeOffset createdAt = DateTimeOffset.UtcNow;
        long tokens = 0, truncated = 0;
        foreach (TextEmbedding embedding in embedder.Embed(values.Select(v => v.AsMemory()), static _ => { }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            embeddings.Add(Create(embedding.Vector.ToArray(), createdAt));
            tokens += embedding.Tokens.Used;
            truncated += embedding.Tokens.IsTruncated ? 1 : 0;
        }

        embeddings.Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        if (truncated > 0)
        {
            embeddings.AdditionalProperties = new AdditionalPropertiesDictionary { [TruncatedTexts] = truncated };
        }

        return embeddings;
    }

    private static int GetWidth(VlmEncoder encoder) => encoder.TextWidth
        ?? throw new InvalidOperationException($"Encoder '{encoder.Name}' has no text tower. Choose an encoder of the CLIP family that has one.");
}
