using System.Globalization;
using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads the names of parameters as the families have them: which block a tensor is of, what stands before the blocks, and what projects.</summary>
internal static partial class TowerNames
{
    /// <summary>The place of a name within a block: "vision_model.encoder.layers." 3 ".self_attn.q_proj"; null where it is of no block.</summary>
    public static BlockName? FindBlock(string name) => Block().Match(name) is { Success: true } match
        ? new BlockName(match.Groups["head"].Value, int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["tail"].Value)
        : null;

    /// <summary>Whether a module, by what follows the number of its block, belongs to the block's attention.</summary>
    public static bool IsAttention(BlockName name) => Attention().IsMatch(name.Tail);

    /// <summary>Whether a tensor stands before the blocks: embeddings of patches, tokens and positions, and their norm.</summary>
    public static bool IsBeforeBlocks(string name) => FindBlock(name) is null && Before().IsMatch(name);

    /// <summary>Whether a tensor projects what a tower pooled into the space that images and texts share.</summary>
    public static bool IsProjection(string name) => Projection().IsMatch(name);

    // layers: CLIP, SigLIP. layer: BERT, ViT and DINOv2 of transformers. blocks: timm. resblocks: open_clip.
    [GeneratedRegex(@"\A(?<head>(?:.*?\.)?(?:layers|layer|blocks|resblocks)\.)(?<number>[0-9]{1,6})(?<tail>\..+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Block();

    [GeneratedRegex(@"\A\.(?:self_attn|attn|attention)\.", RegexOptions.CultureInvariant)]
    private static partial Regex Attention();

    [GeneratedRegex(
        @"(?:\A|\.)(?:embeddings|pre_layrnorm|token_embedding|positional_embedding|class_embedding|conv1|ln_pre|patch_embed|cls_token|reg_token|pos_embed|norm_pre)(?:\.|\z)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Before();

    // In turn: CLIP of transformers, open_clip's towers, BiomedCLIP's towers, SigLIP's towers, whose heads give the shared space.
    [GeneratedRegex(
        @"\A(?:(?:visual|text)_projection(?:\.weight)?|visual\.proj|visual\.head\.proj\..+|text\.proj\..+|(?:vision|text)_model\.head\..+)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Projection();
}
