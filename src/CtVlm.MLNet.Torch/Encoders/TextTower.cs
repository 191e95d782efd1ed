using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded text tower with its tokenizer.</summary>
internal sealed class TextTower(TextModel model, ITextTokenizer tokenizer, int width, torch.Device device) : ITextEncoder, IStagedEncoder<IReadOnlyList<string>>
{
    public int Width => width;

    public torch.Device Device => device;

    public torch.Tensor Encode(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
        {
            return torch.empty([0, width], torch.ScalarType.Float32, device);
        }

        using TokenBatch batch = Tokenize(texts);
        return model.forward(batch.Ids, batch.Mask, null);
    }

    public IReadOnlyList<TextTokens> CountTokens(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. texts.Select(tokenizer.Encode).Select(t => new TextTokens(t.Ids.Count, t.FullLength))];
    }

    public void Trace(IReadOnlyList<string> input, StageHandler stage)
    {
        using TokenBatch batch = Tokenize(input);
        stage("ids", batch.Ids);
        model.forward(batch.Ids, batch.Mask, stage).Dispose();
    }

    public void Dispose() => model.Dispose();

    private TokenBatch Tokenize(IReadOnlyList<string> texts) => TokenBatch.Create([.. texts.Select(tokenizer.Encode)], tokenizer, device);
}
