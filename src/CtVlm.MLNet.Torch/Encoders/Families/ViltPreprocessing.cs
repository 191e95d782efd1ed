using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads what preprocessor_config.json of a ViLT says of pixels.</summary>
/// <remarks>
/// ViLT's processor keeps the shape of a picture (<see cref="ViltPictureSize"/>) and pads smaller pictures of a batch (<see cref="ViltPictures"/>). A square image
/// so becomes size x size. Slices that are not square are cropped to one.
/// <b>Source:</b> huggingface/transformers, src/transformers/models/vilt/image_processing_vilt.py (Apache-2.0).
/// </remarks>
internal static class ViltPreprocessing
{
    private const int MaximumSide = 8192;

    private static readonly float[] s_half = [0.5f, 0.5f, 0.5f];

    /// <summary>Reads what the sides of pictures become.</summary>
    /// <exception cref="WeightsException">A number is impossible.</exception>
    public static ViltPictureSize ReadSize(ConfigurationFile file, ViltConfig config)
    {
        // Older files: a number. Newer ones: an object with shortest_edge.
        int edge = file.Find("size") is JsonElement { ValueKind: JsonValueKind.Object }
            ? file.GetObjects("size").GetInt32("shortest_edge", config.ImageSize, 1, MaximumSide)
            : file.GetInt32("size", config.ImageSize, 1, MaximumSide);
        return new ViltPictureSize(edge, file.GetInt32("size_divisor", 32, 1, MaximumSide));
    }

    /// <summary>Reads the file of a folder; without it the side is the model's image_size, and mean and deviation are 0.5.</summary>
    /// <exception cref="WeightsException">It asks for what is not supported, or does not fit the model.</exception>
    public static VisionPreprocessing Read(EncoderFolder folder, ViltConfig config)
    {
        VisionPreprocessing defaults = new(config.ImageSize, s_half, s_half);
        if (!folder.Has(EncoderFolder.PreprocessorJson))
        {
            return defaults;
        }

        ConfigurationFile file = ConfigurationFile.Read(folder.File(EncoderFolder.PreprocessorJson));
        (IReadOnlyList<float> mean, IReadOnlyList<float> std) = PreprocessorFile.ReadScale(file, defaults.Mean, defaults.Std);
        return defaults with { ImageSize = ReadSide(file, config), Mean = mean, Std = std, Filter = PreprocessorFile.ReadFilter(file) };
    }

    private static int ReadSide(ConfigurationFile file, ViltConfig config)
    {
        ViltPictureSize size = ReadSize(file, config);
        int side = size.For(size.ShortestEdge, size.ShortestEdge).Rows;
        return side > 0 && side % config.PatchSize == 0
            ? side
            : throw file.Invalid("size", $"one that, cut down to a multiple of size_divisor {size.Divisor}, is a multiple of patch_size {config.PatchSize}", $"{size.ShortestEdge}");
    }
}
