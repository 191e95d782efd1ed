using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Fills a ViLT from a checkpoint of any of its heads.</summary>
internal static class ViltWeights
{
    private const string Prefix = "vilt.";
    private const string ClassToken = "embeddings.cls_token";
    private const string Head = "rank_output.weight";

    private static readonly PermittedDifference[] s_permitted =
    [
        new("*text_embeddings.position_ids", "a buffer of 0, 1, 2, ... that early files carry"),
        new("mlm_score.*", "the head of masked words"),
        new("itm_score.*", "the head of matching"),
        new("classifier.*", "the head of a classifier"),
    ];

    /// <summary>Whether a checkpoint has the head of retrieval.</summary>
    public static bool HasHead(Checkpoint weights) => weights.Find(Head) is not null;

    /// <summary>Copies every parameter; names are with or without "vilt." before them.</summary>
    /// <param name="module">A module with the model in a field "vilt".</param>
    /// <param name="weights">The checkpoint.</param>
    /// <param name="leavesHead">Whether the head of retrieval is left out by intent.</param>
    /// <exception cref="WeightsException">Tensors are missing, unexpected or misshapen; all of them are in the message.</exception>
    public static void Load(torch.nn.Module module, Checkpoint weights, bool leavesHead)
    {
        bool isPrefixed = weights.Find(Prefix + ClassToken) is not null;
        IReadOnlyList<PermittedDifference> permitted = leavesHead ? [.. s_permitted, new("rank_output.*", "the head of retrieval")] : s_permitted;
        StrictLoader.Load(module, weights, permitted, name => isPrefixed || !name.StartsWith(Prefix, StringComparison.Ordinal) ? name : name[Prefix.Length..]);
    }
}
