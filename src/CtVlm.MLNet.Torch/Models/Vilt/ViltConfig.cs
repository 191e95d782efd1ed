namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a ViLT.</summary>
/// <param name="Body">The sizes that it has in common with a BERT: blocks and text embeddings.</param>
/// <param name="ImageSize">Side of the square image that the positions were learnt on, pixels; a multiple of <paramref name="PatchSize"/>.</param>
/// <param name="PatchSize">Side of a patch, pixels.</param>
/// <param name="ModalityCount">Number of kinds of tokens: text first, then image.</param>
/// <param name="HasQueryBias">Whether queries, keys and values have a bias.</param>
internal sealed record ViltConfig(BertConfig Body, int ImageSize, int PatchSize, int ModalityCount, bool HasQueryBias)
{
    /// <summary>The model_type of configuration files.</summary>
    public const string ModelType = "vilt";

    /// <summary>Number of colour channels.</summary>
    public const int Channels = 3;

    private const int DefaultPositions = 40;

    /// <summary>Patches in a row, and in a column, of the grid that the positions were learnt on.</summary>
    public int GridSide => ImageSize / PatchSize;

    /// <summary>Reads a transformers configuration; a field that is left out has transformers' default.</summary>
    /// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/vilt/configuration_vilt.py (Apache-2.0).</remarks>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static ViltConfig Read(ConfigurationFile file)
    {
        _ = file.GetInt32("num_channels", Channels, Channels, Channels);
        int length = file.GetInt32("max_image_length", -1, int.MinValue, int.MaxValue);
        if (length >= 0)
        {
            throw file.Invalid("max_image_length", "-1, all patches, because fewer would be drawn at random", $"{length}");
        }

        int patch = file.GetInt32("patch_size", 32, 1, 1024);
        int image = file.GetInt32("image_size", 384, 1, 8192);
        return image % patch == 0
            ? new ViltConfig(
                BertConfig.Read(file, BertConfig.Base with { MaximumPositions = DefaultPositions }),
                image,
                patch,
                file.GetInt32("modality_type_vocab_size", 2, 2, 1 << 10),
                file.GetBoolean("qkv_bias", true))
            : throw file.Invalid("image_size", $"a multiple of patch_size {patch}", $"{image}");
    }

    /// <summary>What is known of the model as an encoder of images.</summary>
    public VisionEncoderInfo Describe(VisionPreprocessing preprocessing)
    {
        int side = preprocessing.ImageSize / PatchSize;
        return new VisionEncoderInfo { ProjectedWidth = Body.Width, HiddenWidth = Body.Width, TokenCount = 1 + (side * side), Preprocessing = preprocessing };
    }
}
