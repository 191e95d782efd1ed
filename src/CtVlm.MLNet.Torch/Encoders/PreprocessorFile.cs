using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads what preprocessor_config.json says of the pixels, in its older and newer forms.</summary>
/// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/clip/image_processing_clip.py (Apache-2.0).</remarks>
internal static class PreprocessorFile
{
    private const int PillowBilinear = 2;
    private const int PillowBicubic = 3;
    private const double EightBitScale = 1 / 255.0;

    /// <summary>What CLIP's own processor does, for a size.</summary>
    public static VisionPreprocessing CreateDefault(int imageSize) => new(imageSize, PreprocessorDefaults.Clip.Mean, PreprocessorDefaults.Clip.Std);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="imageSize">Side of the input that the model has, pixels.</param>
    /// <param name="defaults">What the family's processor does where the file leaves a field out; null for CLIP's.</param>
    /// <exception cref="WeightsException">It asks for what is not supported, or does not fit the model.</exception>
    public static VisionPreprocessing Read(string path, int imageSize, PreprocessorDefaults? defaults = null)
    {
        defaults ??= PreprocessorDefaults.Clip;
        ConfigurationFile file = ConfigurationFile.Read(path);
        (IReadOnlyList<float> mean, IReadOnlyList<float> std) = ReadScale(file, defaults.Mean, defaults.Std);
        (int height, int width, bool isShortest) = ReadSize(file, "size", imageSize, defaults.Crops);
        bool crops = file.GetBoolean("do_center_crop", defaults.Crops);
        (int cropHeight, int cropWidth, _) = crops ? ReadSize(file, "crop_size", imageSize, isShortest: true) : (height, width, false);
        if (cropHeight != imageSize || cropWidth != imageSize || height != imageSize || width != imageSize)
        {
            throw file.Invalid("size", $"the model's image size {imageSize}, also as crop_size", $"{height} x {width}, cropped to {cropHeight} x {cropWidth}");
        }

        if (isShortest && !crops)
        {
            throw file.Invalid("do_center_crop", "true where size is the shortest edge, because the input is square", "false");
        }

        return new VisionPreprocessing(imageSize, mean, std, isShortest ? ResizeMode.ShortestSideThenCrop : ResizeMode.Squash, CropRounding.Floor, ReadFilter(file));
    }

    /// <summary>Mean and standard deviation of each channel, three numbers each. Refuses a file whose pictures are not resized and divided by 255.</summary>
    /// <param name="file">The file.</param>
    /// <param name="defaultMean">The mean where the file names none.</param>
    /// <param name="defaultStd">The standard deviation where the file names none.</param>
    /// <exception cref="WeightsException">It asks for what is not supported.</exception>
    public static (IReadOnlyList<float> Mean, IReadOnlyList<float> Std) ReadScale(ConfigurationFile file, IReadOnlyList<float> defaultMean, IReadOnlyList<float> defaultStd)
    {
        CheckScale(file);
        if (!file.GetBoolean("do_resize", true))
        {
            throw file.Invalid("do_resize", "true", "false");
        }

        if (!file.GetBoolean("do_normalize", true))
        {
            return ([0, 0, 0], [1, 1, 1]);
        }

        IReadOnlyList<float> std = file.FindChannels("image_std") ?? defaultStd;
        return std.All(s => s > 0)
            ? (file.FindChannels("image_mean") ?? defaultMean, std)
            : throw file.Invalid("image_std", "three numbers above 0", string.Join(", ", std));
    }

    /// <summary>The kernel of the resize.</summary>
    /// <param name="file">The file.</param>
    /// <param name="defaultFilter">The kernel where the file names none.</param>
    public static ResizeFilter ReadFilter(ConfigurationFile file, ResizeFilter defaultFilter = ResizeFilter.Bicubic) => file.GetInt32("resample", defaultFilter == ResizeFilter.Bicubic ? PillowBicubic : PillowBilinear, 0, 5) switch
    {
        PillowBicubic => ResizeFilter.Bicubic,
        PillowBilinear => ResizeFilter.Bilinear,
        int other => throw file.Invalid("resample", $"{PillowBilinear} (bilinear) or {PillowBicubic} (bicubic)", $"{other}"),
    };

    private static void CheckScale(ConfigurationFile file)
    {
        if (!file.GetBoolean("do_rescale", true))
        {
            throw file.Invalid("do_rescale", "true", "false");
        }

        double factor = file.GetDouble("rescale_factor", EightBitScale);
        if (Math.Abs(factor - EightBitScale) > 1e-9)
        {
            throw file.Invalid("rescale_factor", "1/255", $"{factor}");
        }
    }

    // Older files: a number, which for `size` is the shortest edge. Newer ones: an object.
    private static (int Height, int Width, bool IsShortest) ReadSize(ConfigurationFile file, string key, int imageSize, bool isShortest)
    {
        if (file.Find(key) is not JsonElement element)
        {
            return (imageSize, imageSize, isShortest);
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number))
        {
            return (number, number, true);
        }

        ConfigurationFile size = file.GetObjects(key);
        if (size.Find("shortest_edge") is not null)
        {
            int edge = size.GetInt32("shortest_edge", 0, 1, 8192);
            return (edge, edge, true);
        }

        return size.Find("height") is not null && size.Find("width") is not null
            ? (size.GetInt32("height", 0, 1, 8192), size.GetInt32("width", 0, 1, 8192), false)
            : throw file.Invalid(key, "a number, or an object with shortest_edge, or with height and width", element.GetRawText());
    }
}
