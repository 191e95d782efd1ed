namespace CtVlm.MLNet.Torch;

/// <summary>The configuration that timm puts beside its weights: config.json with the architecture's name.</summary>
internal static class VitConfigFile
{
    /// <summary>The key that names the architecture.</summary>
    public const string ArchitectureKey = "architecture";

    /// <summary>Reads the sizes: from model_args, else from the architecture's name, else from the shapes of the tensors.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="folder">The folder of the weights, which are looked at only where the name is unknown.</param>
    /// <param name="prefix">What comes before "patch_embed" in the names of the tensors.</param>
    /// <exception cref="WeightsException">A value is impossible or not supported; the message names it.</exception>
    public static VitConfig Read(ConfigurationFile file, string folder, string prefix = "") =>
        VitArguments.Apply(VitArchitectures.Find(file.GetString(ArchitectureKey, "")) is VitConfig named ? WithInputSize(named, file) : ReadShapes(file, folder, prefix), file);

    // timm makes a named model for the size that its weights were trained with.
    private static VitConfig WithInputSize(VitConfig named, ConfigurationFile file) => TimmPreprocessing.FindImageSize(file) is int size ? named with { ImageSize = size } : named;

    private static VitConfig ReadShapes(ConfigurationFile file, string folder, string prefix)
    {
        using Checkpoint weights = Checkpoint.OpenFolder(folder);
        ConfigurationFile arguments = file.GetObjects("model_args");
        int heads = arguments.GetInt32("num_heads", 0, 0, 1 << 16);
        return VitShapes.Read(weights, prefix, heads == 0 ? null : heads);
    }
}
