using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads preprocessor_config.json of the image-only families, whose pictures may be resized to more than what is cropped.</summary>
/// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/vit/image_processing_vit.py, bit/image_processing_bit.py (Apache-2.0).</remarks>
internal static class ImageOnlyPreprocessing
{
    /// <summary>What transformers' ViT processor does, for a size: squashed, bilinear.</summary>
    public static VisionPreprocessing ForVit(int imageSize) =>
        new(imageSize, [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f], ResizeMode.Squash, CropRounding.Floor, ResizeFilter.Bilinear);

    /// <summary>What the files beside the published DINOv2 models say, for a size: the shortest side to 8/7 of it, bicubic, then the centre.</summary>
    public static VisionPreprocessing ForDinov2(int imageSize) => new(imageSize, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]) { ResizeSize = imageSize * 8 / 7 };

    /// <summary>Reads the file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="defaults">What holds where the file is missing or leaves a field out.</param>
    /// <returns>The preprocessing; its size is the file's.</returns>
    /// <exception cref="WeightsException">It asks for what is not supported.</exception>
    public static VisionPreprocessing Read(EncoderFolder folder, VisionPreprocessing defaults)
    {
        if (!folder.Has(EncoderFolder.PreprocessorJson))
        {
            return defaults;
        }

        ConfigurationFile file = ConfigurationFile.Read(folder.File(EncoderFolder.PreprocessorJson));
        (IReadOnlyList<float> mean, IReadOnlyList<float> std) = PreprocessorFile.ReadScale(file, defaults.Mean, defaults.Std);
        return ReadSizes(file, defaults) with { Mean = mean, Std = std, Filter = PreprocessorFile.ReadFilter(file, defaults.Filter) };
    }

    /// <summary>A preprocessing for another size; what is cut off the resized picture keeps its share.</summary>
    public static VisionPreprocessing Scale(VisionPreprocessing preprocessing, int imageSize) => preprocessing with
    {
        ImageSize = imageSize,
        ResizeSize = preprocessing.ResizeSize is int resized ? checked((int)((long)resized * imageSize / preprocessing.ImageSize)) : null,
    };

    private static VisionPreprocessing ReadSizes(ConfigurationFile file, VisionPreprocessing defaults)
    {
        bool cropsByDefault = defaults.Resize == ResizeMode.ShortestSideThenCrop;
        (int resized, bool isShortest) = ReadSize(file, "size", defaults.ResizeSize ?? defaults.ImageSize, cropsByDefault);
        bool crops = file.GetBoolean("do_center_crop", cropsByDefault);
        int cropped = crops ? ReadSize(file, "crop_size", defaults.ImageSize, isShortest: true).Side : resized;
        if (isShortest && !crops)
        {
            throw file.Invalid("do_center_crop", "true where size is the shortest edge, because the input is square", "false");
        }

        return cropped <= resized
            ? defaults with { ImageSize = cropped, ResizeSize = resized == cropped ? null : resized, Resize = isShortest ? ResizeMode.ShortestSideThenCrop : ResizeMode.Squash }
            : throw file.Invalid("crop_size", $"at most the size {resized} that the picture is resized to", $"{cropped}");
    }

    private static (int Side, bool IsShortest) ReadSize(ConfigurationFile file, string key, int defaultSide, bool isShortest)
    {
        if (file.Find(key) is not JsonElement element)
        {
            return (defaultSide, isShortest);
        }

        if (element.ValueKind == JsonValueKind.Number)
        {
            return (file.GetInt32(key, defaultSide, 1, 8192), isShortest);
        }

        ConfigurationFile size = file.GetObjects(key);
        if (size.Find("shortest_edge") is not null)
        {
            return (size.GetInt32("shortest_edge", 0, 1, 8192), true);
        }

        int height = size.GetInt32("height", 0, 0, 8192);
        return height > 0 && height == size.GetInt32("width", 0, 0, 8192)
            ? (height, false)
            : throw file.Invalid(key, "a number, or an object with shortest_edge, or with equal height and width", element.GetRawText());
    }
}
