using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads what the preprocess_cfg of open_clip says of the pixels.</summary>
/// <remarks><b>Source:</b> mlfoundations/open_clip, src/open_clip/transform.py, PreprocessCfg and image_transform_v2 (MIT).</remarks>
internal static class OpenClipPreprocess
{
    private static readonly string[] s_read = ["size", "mode", "mean", "std", "interpolation", "resize_mode", "fill_color"];

    /// <summary>Reads the pixels of a model; a key that is left out has open_clip's default.</summary>
    /// <param name="preprocess">The object preprocess_cfg.</param>
    /// <param name="imageSize">Side of the input that the model has, pixels.</param>
    /// <exception cref="WeightsException">It asks for what is not supported, or does not fit the model.</exception>
    public static VisionPreprocessing Read(ConfigurationFile preprocess, int imageSize)
    {
        ConfigurationRules.RefuseOthers(preprocess, s_read, [], "Its pixels would not be those that open_clip gives the model.");
        CheckSize(preprocess, imageSize);
        if (preprocess.GetString("mode", "RGB") is string mode and not "RGB")
        {
            throw preprocess.Invalid("mode", "RGB", mode);
        }

        VisionPreprocessing defaults = PreprocessorFile.CreateDefault(imageSize);
        float[]? std = preprocess.FindChannels("std");
        if (std?.Any(s => !(s > 0)) == true)
        {
            throw preprocess.Invalid("std", "three numbers above 0", string.Join(", ", std));
        }

        return new VisionPreprocessing(
            imageSize,
            preprocess.FindChannels("mean") ?? defaults.Mean,
            std ?? defaults.Std,
            ReadResize(preprocess),
            CropRounding.HalfToEven,
            ReadFilter(preprocess));
    }

    private static ResizeMode ReadResize(ConfigurationFile preprocess) => preprocess.GetString("resize_mode", "shortest") switch
    {
        "shortest" => ResizeMode.ShortestSideThenCrop,
        "squash" => ResizeMode.Squash,
        "longest" => ReadMargins(preprocess),
        string other => throw preprocess.Invalid("resize_mode", "shortest, longest or squash", other),
    };

    // The other modes have no margins to fill.
    private static ResizeMode ReadMargins(ConfigurationFile preprocess) =>
        preprocess.Find("fill_color") is not JsonElement fill || (fill.ValueKind == JsonValueKind.Number && fill.GetDouble() == 0)
            ? ResizeMode.LongestSideThenPad
            : throw preprocess.Invalid("fill_color", "0, black, where resize_mode is longest", fill.GetRawText());

    private static ResizeFilter ReadFilter(ConfigurationFile preprocess) => preprocess.GetString("interpolation", "bicubic") switch
    {
        "bicubic" => ResizeFilter.Bicubic,
        "bilinear" => ResizeFilter.Bilinear,
        string other => throw preprocess.Invalid("interpolation", "bicubic or bilinear", other),
    };

    // One number, or height and width.
    private static void CheckSize(ConfigurationFile preprocess, int imageSize)
    {
        if (preprocess.Find("size") is not JsonElement size)
        {
            return;
        }

        JsonElement[] sides = size.ValueKind == JsonValueKind.Array ? [.. size.EnumerateArray()] : [size];
        if (sides.Length is not (1 or 2) || !sides.All(side => side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out int number) && number == imageSize))
        {
            throw preprocess.Invalid("size", $"the model's image size {imageSize}", size.GetRawText());
        }
    }
}
