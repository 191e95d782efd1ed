using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded ViLT. Pixels and results are float32, whatever the element type between them.</summary>
internal sealed class ViltFusionEncoder(ViltRetrievalModel model, BertTokenizer tokenizer, VisionEncoderInfo info, ModelLoadOptions options) : IFusionEncoder
{
    public int Width => info.HiddenWidth;

    public torch.Device Device => options.Device;

    public bool HasScore => model.HasHead;

    public torch.Tensor Encode(torch.Tensor pixels, IReadOnlyList<string> texts)
    {
        Check(pixels, texts);
        if (texts.Count == 0)
        {
            return torch.empty([0, Width], torch.ScalarType.Float32, Device);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return Pool(pixels, texts).to(torch.ScalarType.Float32).MoveToOuterDisposeScope();
    }

    public torch.Tensor Score(torch.Tensor pixels, IReadOnlyList<string> texts)
    {
        Check(pixels, texts);
        if (!HasScore)
        {
            throw new InvalidOperationException("ViLT: the weights have no head of retrieval (rank_output), so pairs have no score. Take a model that was trained for retrieval, such as dandelin/vilt-b32-finetuned-coco, or use the pooled output of Encode.");
        }

        if (texts.Count == 0)
        {
            return torch.empty([0], torch.ScalarType.Float32, Device);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return model.Score(Pool(pixels, texts)).to(torch.ScalarType.Float32).MoveToOuterDisposeScope();
    }

    public void Dispose() => model.Dispose();

    private torch.Tensor Pool(torch.Tensor pixels, IReadOnlyList<string> texts)
    {
        TokenBatch batch = TokenBatch.Create([.. texts.Select(tokenizer.Encode)], tokenizer, Device);
        return model.Encode(batch.Ids, batch.Mask, pixels.to(options.ElementType));
    }

    private void Check(torch.Tensor pixels, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(texts);
        int size = info.Preprocessing.ImageSize;
        if (pixels.dim() != 4 || pixels.shape[1] != ViltConfig.Channels || pixels.shape[2] != size || pixels.shape[3] != size)
        {
            throw new ArgumentException($"ViLT: pixels of shape (N, 3, {size}, {size}) expected, got ({string.Join(", ", pixels.shape)}). Render with this encoder's preprocessing.", nameof(pixels));
        }

        if (pixels.shape[0] != texts.Count)
        {
            throw new ArgumentException($"ViLT: one text an image expected, got {texts.Count} texts for {pixels.shape[0]} images. Repeat images or texts to make the pairs.", nameof(texts));
        }
    }
}
