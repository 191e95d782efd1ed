using System.Globalization;
using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Torch;

/// <summary>The vision transformers that timm knows by name, as far as their names say everything.</summary>
/// <remarks><b>Source:</b> huggingface/pytorch-image-models, timm/models/vision_transformer.py, the registered models (Apache-2.0).</remarks>
internal static partial class VitArchitectures
{
    private const int DefaultImageSize = 224;
    private const int Dinov2ImageSize = 518;

    // Width, inner width, layers, heads.
    private static readonly Dictionary<string, (int Width, int Inner, int Layers, int Heads)> s_sizes = new(StringComparer.Ordinal)
    {
        ["tiny"] = (192, 768, 12, 3),
        ["small"] = (384, 1536, 12, 6),
        ["medium"] = (512, 2048, 12, 8),
        ["base"] = (768, 3072, 12, 12),
        ["large"] = (1024, 4096, 24, 16),
        ["huge"] = (1280, 5120, 32, 16),
        ["giant"] = (1408, 6144, 40, 16),
        ["gigantic"] = (1664, 8192, 48, 16),
    };

    /// <summary>The sizes of a name such as vit_base_patch16_224 or vit_small_patch14_reg4_dinov2.lvd142m.</summary>
    /// <param name="name">The name; what follows a dot says which weights, not which model.</param>
    /// <returns>The sizes, or null where the name or a part of it is unknown.</returns>
    public static VitConfig? Find(string name)
    {
        Match match = Name().Match(name);
        if (!match.Success || !s_sizes.TryGetValue(match.Groups["size"].Value, out (int Width, int Inner, int Layers, int Heads) size))
        {
            return null;
        }

        VitConfig? config = new()
        {
            Width = size.Width,
            InnerWidth = size.Inner,
            Layers = size.Layers,
            Heads = size.Heads,
            ImageSize = 0,
            PatchSize = int.Parse(match.Groups["patch"].Value, CultureInfo.InvariantCulture),
        };
        foreach (string part in match.Groups["rest"].Value.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            config = config is null ? null : Apply(config, part);
        }

        return config is null ? null : Complete(config);
    }

    /// <summary>Whether a name is that of a DINOv2 model.</summary>
    public static bool IsDinov2(string name) => name.Contains("dinov2", StringComparison.Ordinal);

    private static VitConfig? Apply(VitConfig config, string part) => part switch
    {
        "dinov2" when config.Width == 1408 => config with { Width = 1536, InnerWidth = 8192, Heads = 24, IsGated = true, HasLayerScale = true },
        "dinov2" => config with { HasLayerScale = true },
        "reg4" => config with { RegisterTokens = 4, PositionsForPatchesOnly = true },
        "clip" => config with { HasPreNorm = true, Epsilon = 1e-5 },
        "quickgelu" => config with { Activation = Activation.QuickGelu },
        "in21k" or "dino" => config,
        _ when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is > 0 and <= 8192 => config with { ImageSize = side },
        _ => null,
    };

    private static VitConfig? Complete(VitConfig config)
    {
        int side = config.ImageSize > 0 ? config.ImageSize : config.HasLayerScale ? Dinov2ImageSize : DefaultImageSize;
        return side % config.PatchSize == 0 ? config with { ImageSize = side } : null;
    }

    [GeneratedRegex(@"^(?:vit|deit)_(?<size>[a-z]+)_patch(?<patch>[1-9][0-9]?)(?<rest>(?:_[a-z0-9]+)*)(?:\..*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
