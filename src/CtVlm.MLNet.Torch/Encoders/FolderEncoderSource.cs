using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>An encoder whose files are in a folder. Only the configuration is read until weights are asked for.</summary>
internal sealed class FolderEncoderSource : EncoderSource
{
    /// <summary>The kind that saved models have for it.</summary>
    public const string Kind = "folder";

    private readonly EncoderFolder _folder;
    private readonly ClipConfig _config;
    private readonly Lazy<string> _hash;

    /// <summary>Reads the configuration of a folder.</summary>
    /// <exception cref="WeightsException">Files are missing, or the configuration is not supported.</exception>
    public FolderEncoderSource(string folder)
    {
        _folder = EncoderFolder.Find(folder);
        _folder.CheckFiles();
        ConfigurationFile file = ConfigurationFile.Read(_folder.File(EncoderFolder.ConfigJson));
        string family = file.GetString("model_type", "");
        if (family != ClipConfig.ModelType)
        {
            throw file.Invalid("model_type", $"a family that can be loaded ({ClipConfig.ModelType})", family.Length == 0 ? "nothing" : family);
        }

        _config = ClipConfig.Read(file);
        Vision = ClipTowers.Describe(_config, PreprocessorFile.Read(_folder.File(EncoderFolder.PreprocessorJson), _config.Vision.ImageSize));
        _hash = new Lazy<string>(ComputeHash);
    }

    public override string Name => _folder.Name;

    public override VisionEncoderInfo Vision { get; }

    public override int? TextWidth => _config.ProjectedWidth;

    public override string GetHash() => _hash.Value;

    public override IVisionEncoder LoadVision(torch.Device device) =>
        ClipTowers.CreateVision(_config, Vision, new ModelLoadOptions(device), module => Fill(module, ClipVisionModel.Permitted));

    public override ITextEncoder LoadText(torch.Device device) => ClipTowers.CreateText(
        _config,
        ClipTokenizerFiles.Read(_folder.Path, _config.Text.ContextLength),
        new ModelLoadOptions(device),
        module => Fill(module, ClipTextModel.Permitted));

    public override EncoderReference ToReference() => new(Kind, Name, _folder.Path, GetHash());

    private void Fill(torch.nn.Module module, IReadOnlyList<PermittedDifference> permitted)
    {
        using Checkpoint tensors = Checkpoint.OpenFolder(_folder.Path);
        StrictLoader.Load(module, tensors, permitted);
    }

    private string ComputeHash()
    {
        using Checkpoint tensors = Checkpoint.OpenFolder(_folder.Path);
        return EncoderHash.OfFolder(
            tensors,
            [_folder.File(EncoderFolder.ConfigJson), _folder.File(EncoderFolder.PreprocessorJson), .. ClipTokenizerFiles.FindFiles(_folder.Path)]);
    }
}
