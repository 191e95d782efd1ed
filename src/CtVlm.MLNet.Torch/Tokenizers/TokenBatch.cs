using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes one tensor of several texts.</summary>
internal static class TokenBatch
{
    /// <summary>Int64 ids (N, T), T the length of the longest text; shorter rows are filled with the end's id.</summary>
    public static torch.Tensor Create(IReadOnlyList<TokenizedText> texts, int endId, torch.Device device)
    {
        int length = texts.Max(t => t.Ids.Count);
        long[] ids = new long[texts.Count * length];
        Array.Fill(ids, endId);
        for (int row = 0; row < texts.Count; row++)
        {
            for (int i = 0; i < texts[row].Ids.Count; i++)
            {
                ids[(row * length) + i] = texts[row].Ids[i];
            }
        }

        return torch.tensor(ids, [texts.Count, length], device: device);
    }
}
