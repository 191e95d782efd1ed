using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded text tower with its tokenizer.</summary>
/// <param name="model">The module; owned.</param>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="width">Width of the vectors.</param>
/// <param name="options">Where the weights are and in which element type; vectors leave in float32.</param>
internal sealed class TextTower(TextModel model, ITextTokenizer tokenizer, int width, ModelLoadOptions options) : ITextEncoder, IStagedEncoder<IReadOnlyList<string>>
{
    // Fewer texts are tokenized before a second thread has started.
    private const int LeastParallelTexts = 64;

    /// <summary>The module; owned by the tower.</summary>
    public TextModel Module => model;

    public int Width => width;

    public torch.Device Device => options.Device;

    public torch.Tensor Encode(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Count == 0 ? torch.empty([0, width], torch.ScalarType.Float32, options.Device) : EncodeGroups(texts, batch => model.forward(batch.Ids, batch.Mask, null));
    }

    /// <summary>The vectors before the projection of <see cref="TextModel.Project"/>.</summary>
    /// <param name="texts">The texts, one or more.</param>
    /// <returns>(N, D), float32, in the caller's dispose scope.</returns>
    public torch.Tensor Pool(IReadOnlyList<string> texts) => EncodeGroups(texts, batch => model.Pool(batch.Ids, batch.Mask, null));

    public IReadOnlyList<TextTokens> CountTokens(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. Tokenize(texts).Select(t => new TextTokens(t.Ids.Count, t.FullLength))];
    }

    public void Trace(IReadOnlyList<string> input, StageHandler stage) => EncodeGroup(
        Tokenize(input),
        batch =>
        {
            stage("ids", batch.Ids);
            return model.forward(batch.Ids, batch.Mask, stage.InFloat32());
        }).Dispose();

    public void Dispose() => model.Dispose();

    // A tokenizer that pads to the context leaves nothing to group by.
    private int LengthOf(TokenizedText text) => tokenizer.PadsToContext ? tokenizer.ContextLength : text.Ids.Count;

    private TokenizedText[] Tokenize(IReadOnlyList<string> texts)
    {
        TokenizedText[] tokenized = new TokenizedText[texts.Count];
        if (texts.Count < LeastParallelTexts)
        {
            for (int i = 0; i < tokenized.Length; i++)
            {
                tokenized[i] = tokenizer.Encode(texts[i]);
            }
        }
        else
        {
            // Beforehand: what is thrown inside the loop would come out wrapped.
            foreach (string text in texts)
            {
                ArgumentNullException.ThrowIfNull(text, nameof(texts));
            }

            Parallel.For(0, tokenized.Length, i => tokenized[i] = tokenizer.Encode(texts[i]));
        }

        return tokenized;
    }

    private torch.Tensor EncodeGroups(IReadOnlyList<string> texts, Func<TokenBatch, torch.Tensor> encode)
    {
        TokenizedText[] tokenized = Tokenize(texts);
        IReadOnlyList<int[]> groups = TokenBuckets.Plan([.. tokenized.Select(LengthOf)]);
        if (groups.Count == 1)
        {
            return EncodeGroup(tokenized, encode);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor vectors = torch.cat([.. groups.Select(rows => EncodeGroup([.. rows.Select(row => tokenized[row])], encode))], 0); // (N, D), by length
        return vectors.index_select(0, torch.tensor(FindPlaces(groups, texts.Count), device: options.Device)).MoveToOuterDisposeScope(); // (N, D), as the texts are
    }

    private torch.Tensor EncodeGroup(IReadOnlyList<TokenizedText> texts, Func<TokenBatch, torch.Tensor> encode)
    {
        using TokenBatch batch = TokenBatch.Create(texts, tokenizer, options.Device);
        torch.Tensor vectors = encode(batch);
        if (vectors.dtype == torch.ScalarType.Float32)
        {
            return vectors;
        }

        using (vectors)
        {
            return vectors.to(torch.ScalarType.Float32, copy: true);
        }
    }

    // Where each text's vector lies among those of the groups, one group after the other.
    private static long[] FindPlaces(IReadOnlyList<int[]> groups, int count)
    {
        long[] places = new long[count];
        foreach ((int place, int row) in groups.SelectMany(rows => rows).Index())
        {
            places[row] = place;
        }

        return places;
    }
}
