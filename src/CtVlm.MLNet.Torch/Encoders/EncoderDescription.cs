namespace CtVlm.MLNet.Torch;

/// <summary>An encoder's folder with the options that are used, as saved models keep them in JSON.</summary>
/// <param name="Folder">Full path of the folder.</param>
/// <param name="ImageSize">Side of the input, pixels; null for the model's own.</param>
/// <param name="Adapter">The adapter; null where there is none.</param>
internal sealed record EncoderDescription(string Folder, int? ImageSize, AdapterDescription? Adapter)
{
    /// <summary>The options, with the adapter where it was found.</summary>
    public VlmEncoderOptions ToOptions(string? adapterFolder) => new() { ImageSize = ImageSize, AdapterFolder = adapterFolder };
}
