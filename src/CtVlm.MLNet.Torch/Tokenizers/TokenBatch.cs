using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Several texts as one tensor of ids, and the mask that tells them from their padding; owns both.</summary>
/// <param name="Ids">Int64 (N, T).</param>
/// <param name="Mask">Int64 (N, T): 1 on a text, 0 on its padding.</param>
internal sealed record TokenBatch(torch.Tensor Ids, torch.Tensor Mask) : IDisposable
{
    /// <summary>Makes a batch; T is the length of the longest text, or the context's where the tokenizer pads to it.</summary>
    public static TokenBatch Create(IReadOnlyList<TokenizedText> texts, ITextTokenizer tokenizer, torch.Device device)
    {
        int length = tokenizer.PadsToContext ? tokenizer.ContextLength : texts.Max(t => t.Ids.Count);
        long[] ids = new long[texts.Count * length];
        long[] mask = new long[ids.Length];
        Array.Fill(ids, tokenizer.PadId);
        for (int row = 0; row < texts.Count; row++)
        {
            for (int i = 0; i < texts[row].Ids.Count; i++)
            {
                ids[(row * length) + i] = texts[row].Ids[i];
                mask[(row * length) + i] = 1;
            }
        }

        return new TokenBatch(torch.tensor(ids, [texts.Count, length], device: device), torch.tensor(mask, [texts.Count, length], device: device));
    }

    public void Dispose()
    {
        Ids.Dispose();
        Mask.Dispose();
    }
}
