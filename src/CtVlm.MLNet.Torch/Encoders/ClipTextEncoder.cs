using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded CLIP text tower with its tokenizer.</summary>
internal sealed class ClipTextEncoder(ClipTextModel model, ITextTokenizer tokenizer, int width, torch.Device device) : ITextEncoder
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

        using torch.Tensor ids = TokenBatch.Create([.. texts.Select(tokenizer.Encode)], tokenizer.EndId, device);
        return model.forward(ids);
    }

    public void Dispose() => model.Dispose();
}
