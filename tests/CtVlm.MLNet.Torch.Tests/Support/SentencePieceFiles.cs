using System.Text.Json;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Writes SentencePiece models in the form of the tokenizers library.</summary>
internal static class SentencePieceFiles
{
    public static string ToJson(SentencePieceModel model) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["added_tokens"] = model.Pieces.Index().Where(p => p.Item.Type is SentencePieceType.Control or SentencePieceType.Unknown)
            .Select(p => new { id = p.Index, content = p.Item.Text, special = true }),
        ["normalizer"] = model.IsPairs
            ? new { type = "Replace", pattern = new { String = " " }, content = "\u2581" }
            : new
            {
                type = "Sequence",
                normalizers = new object[]
                {
                    new { type = "Lowercase" },
                    new { type = "Precompiled", precompiled_charsmap = Convert.ToBase64String(model.CharacterMap.Span) },
                    new { type = "Replace", pattern = new { Regex = " {2,}" }, content = " " },
                },
            },
        ["pre_tokenizer"] = model.IsPairs
            ? new { type = "Split", pattern = new { String = " " }, behavior = "MergedWithPrevious" }
            : new { type = "Metaspace", replacement = "\u2581", prepend_scheme = "always" },
        ["model"] = model.IsPairs ? Pairs(model) : Unigram(model),
    });

    private static object Unigram(SentencePieceModel model) => new
    {
        type = "Unigram",
        unk_id = model.UnknownId,
        vocab = model.Pieces.Select(p => new object[] { p.Text, p.Score }),
    };

    // Every way to cut a piece in two is a merge, in the order of the pieces' scores.
    private static object Pairs(SentencePieceModel model)
    {
        HashSet<string> texts = [.. model.Pieces.Where(p => p.Type == SentencePieceType.Normal).Select(p => p.Text)];
        return new
        {
            type = "BPE",
            unk_token = "<unk>",
            byte_fallback = true,
            vocab = model.Pieces.Index().ToDictionary(p => p.Item.Text, p => p.Index),
            merges = model.Pieces.Where(p => p.Type == SentencePieceType.Normal).OrderByDescending(p => p.Score)
                .SelectMany(p => Enumerable.Range(1, p.Text.Length - 1).Select(cut => new[] { p.Text[..cut], p.Text[cut..] }))
                .Where(pair => pair.All(texts.Contains)),
        };
    }
}
