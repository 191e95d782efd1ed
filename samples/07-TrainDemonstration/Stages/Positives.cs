using CtVlm.MLNet.Phantoms;
using TorchSharp;

namespace TrainDemonstration;

/// <summary>Which image and text of a batch belong together.</summary>
internal static class Positives
{
    /// <summary>Those whose patients share their key: bool (N, N), in the caller's dispose scope.</summary>
    public static torch.Tensor Of(IReadOnlyList<PhantomKey> keys)
    {
        bool[] equal = new bool[keys.Count * keys.Count];
        for (int i = 0; i < equal.Length; i++)
        {
            equal[i] = keys[i / keys.Count] == keys[i % keys.Count];
        }

        return torch.tensor(equal, [keys.Count, keys.Count]);
    }
}
