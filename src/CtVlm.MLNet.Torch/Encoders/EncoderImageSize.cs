namespace CtVlm.MLNet.Torch;

/// <summary>The side of an encoder's input: the model's own, or the one that the options ask for.</summary>
internal static class EncoderImageSize
{
    /// <summary>The largest side, pixels.</summary>
    public const int Maximum = 8192;

    /// <summary>Chooses the side.</summary>
    /// <param name="folder">The encoder's folder, for messages.</param>
    /// <param name="options">The options.</param>
    /// <param name="modelSize">Side that the model was made for, pixels.</param>
    /// <param name="patchSize">Side of a patch, pixels.</param>
    /// <returns>Pixels; a multiple of the patch size where the options name it.</returns>
    /// <exception cref="ArgumentException">The options name a side that the model's patches do not fill.</exception>
    public static int Choose(EncoderFolder folder, VlmEncoderOptions options, int modelSize, int patchSize)
    {
        if (options.ImageSize is not int size)
        {
            return modelSize;
        }

        if (size < patchSize || size > Maximum || size % patchSize != 0)
        {
            int nearest = (int)Math.Clamp((size + (patchSize / 2L)) / patchSize, 1, Maximum / patchSize) * patchSize;
            throw new ArgumentException(
                $"Encoder folder {folder.Path}: {nameof(VlmEncoderOptions.ImageSize)} must be a multiple of the model's patch size {patchSize}, from {patchSize} to {Maximum}, got {size}. The nearest is {nearest}; the model was made for {modelSize}.",
                nameof(options));
        }

        return size;
    }
}
