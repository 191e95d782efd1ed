using CtVlm.MLNet.Phantoms;
using TorchSharp;

namespace TrainDemonstration;

/// <summary>Which image and text of a batch belong together.</summary>
internal static class Positives
{
    /// <summary>Those whose patients share their key: bool (N, M), in the caller's dispose scope.</summary>
    public static torch.Tensor Of(IReadOnlyList<PhantomKey> images, IReadOnlyList<PhantomKey> texts)
    {
        bool[] equal = new bool[images.Count * texts.Count];
        for (int i = 0; i < equal.Length; i++)
        {
            equal[i] = images[i / texts.Count] == texts[i % texts.Count];
        }

        return torch.tensor(equal, [images.Count, texts.Count]);
    }
}
