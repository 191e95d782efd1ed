using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads what timm's pretrained_cfg says of the pixels.</summary>
/// <remarks>
/// The picture's shortest side becomes floor(S / crop_pct), then the centre S x S is cropped (crop_mode "center"); or the picture is squashed to
/// that size before the crop ("squash").
/// <b>Source:</b> huggingface/pytorch-image-models, timm/data/config.py, timm/data/transforms_factory.py, timm/models/_pretrained.py (Apache-2.0).
/// </remarks>
internal static class TimmPreprocessing
{
    private static readonly float[] s_imageNetMean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] s_imageNetStd = [0.229f, 0.224f, 0.225f];
    private static readonly float[] s_half = [0.5f, 0.5f, 0.5f];

    /// <summary>Reads a configuration.</summary>
    /// <param name="file">The configuration: pretrained_cfg in it, or, in the oldest files, its fields beside the architecture.</param>
    /// <param name="architecture">The architecture's name, which tells what holds where the file has none of it.</param>
    /// <param name="imageSize">Side of the input, pixels.</param>
    /// <exception cref="WeightsException">It asks for what is not supported.</exception>
    public static VisionPreprocessing Read(ConfigurationFile file, string architecture, int imageSize)
    {
        bool isNested = file.Find("pretrained_cfg") is { ValueKind: JsonValueKind.Object };
        if (!isNested && file.Find("mean") is null && file.Find("crop_pct") is null)
        {
            return VitArchitectures.IsDinov2(architecture)
                ? Create(imageSize, 1, s_imageNetMean, s_imageNetStd)
                : Create(imageSize, 0.9, s_half, s_half);
        }

        ConfigurationFile pretrained = isNested ? file.GetObjects("pretrained_cfg") : file;
        double crop = pretrained.GetDouble("crop_pct", 0.875);
        float[] std = pretrained.FindChannels("std") ?? s_imageNetStd;
        Check(pretrained, crop, std);
        return Create(imageSize, crop, pretrained.FindChannels("mean") ?? s_imageNetMean, std) with { Resize = ReadMode(pretrained), Filter = ReadFilter(pretrained) };
    }

    /// <summary>The side of the input that a configuration states; null where it states none.</summary>
    /// <exception cref="WeightsException">It is not square, or has not three channels.</exception>
    public static int? FindImageSize(ConfigurationFile file)
    {
        ConfigurationFile pretrained = file.Find("pretrained_cfg") is { ValueKind: JsonValueKind.Object } ? file.GetObjects("pretrained_cfg") : file;
        if (pretrained.Find("input_size") is not JsonElement element)
        {
            return null;
        }

        int[] size = element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(s => s.ValueKind == JsonValueKind.Number && s.TryGetInt32(out int v) ? v : 0)] : [];
        return size is [3, int height, int width] && height == width && height is >= 1 and <= 8192
            ? height
            : throw pretrained.Invalid("input_size", "three channels and two equal sides, [3, S, S]", element.GetRawText());
    }

    private static VisionPreprocessing Create(int imageSize, double crop, float[] mean, float[] std)
    {
        int resized = (int)Math.Floor(imageSize / crop);
        return new VisionPreprocessing(imageSize, mean, std, ResizeMode.ShortestSideThenCrop, CropRounding.HalfToEven) { ResizeSize = resized == imageSize ? null : resized };
    }

    private static void Check(ConfigurationFile file, double crop, float[] std)
    {
        if (!(crop is >= 0.1 and <= 1))
        {
            throw file.Invalid("crop_pct", "0.1 to 1", $"{crop}");
        }

        if (std.Any(s => !(s > 0)))
        {
            throw file.Invalid("std", "three numbers above 0", string.Join(", ", std));
        }
    }

    private static ResizeMode ReadMode(ConfigurationFile file) => file.GetString("crop_mode", "center") switch
    {
        "center" => ResizeMode.ShortestSideThenCrop,
        "squash" => ResizeMode.Squash,
        string other => throw file.Invalid("crop_mode", "center or squash", other),
    };

    private static ResizeFilter ReadFilter(ConfigurationFile file) => file.GetString("interpolation", "bicubic") switch
    {
        "bicubic" => ResizeFilter.Bicubic,
        "bilinear" => ResizeFilter.Bilinear,
        string other => throw file.Invalid("interpolation", "bicubic or bilinear", other),
    };
}
