using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Fills a <see cref="BertTextModel"/> from a checkpoint of any of BERT's heads.</summary>
internal static class BertWeights
{
    private const string Prefix = "bert.";
    private const string WordTable = "embeddings.word_embeddings.weight";
    private const string EarlyNorm = "embeddings.LayerNorm.gamma";

    private static readonly PermittedDifference[] s_permitted =
    [
        new("*embeddings.position_ids", "a buffer of 0, 1, 2, ... that early files carry"),
        new("pooler.*", "of no use to sentence vectors"),
        new("bert.pooler.*", "of no use to sentence vectors"),
        new("cls.*", "the heads of the training: masked words and next sentence"),
        new("classifier.*", "the head of a classifier"),
        new("qa_outputs.*", "the head of question answering"),
    ];

    /// <summary>Copies every parameter: names are with or without "bert." before them, and norms have weight and bias or, as in early files, gamma and beta.</summary>
    /// <exception cref="WeightsException">Tensors are missing, unexpected or misshapen; all of them are in the message.</exception>
    public static void Load(torch.nn.Module module, Checkpoint weights)
    {
        bool isPrefixed = weights.Find(Prefix + WordTable) is not null;
        bool isEarly = weights.Find((isPrefixed ? Prefix : "") + EarlyNorm) is not null;
        StrictLoader.Load(module, weights, s_permitted, name => RenameNorm(isPrefixed ? name : name[Prefix.Length..], isEarly));
    }

    private static string RenameNorm(string name, bool isEarly) => !isEarly ? name : name
        .Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal)
        .Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal);
}
