namespace CtVlm.MLNet.Torch;

/// <summary>The input size that a user asks for.</summary>
internal static class ImageSizeOption
{
    /// <summary>The side of the input: the option's, or the model's own.</summary>
    /// <param name="options">The user's options.</param>
    /// <param name="native">The model's own side, pixels.</param>
    /// <param name="patchSize">Side of a patch, pixels.</param>
    /// <exception cref="ArgumentException">The option is not a multiple of the patch size, or out of range.</exception>
    public static int Choose(VlmEncoderOptions options, int native, int patchSize)
    {
        const int maximum = 8192;
        return options.ImageSize is not int size ? native
            : size > 0 && size <= maximum && size % patchSize == 0 ? size
            : throw new ArgumentException($"{nameof(VlmEncoderOptions.ImageSize)} must be a multiple of the model's patch size {patchSize}, {patchSize} to {maximum}, got {size}.", nameof(options));
    }
}
