using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>A copy of the golden BiomedCLIP folder that a test may spoil.</summary>
internal sealed class BiomedClipFolder : IDisposable
{
    private readonly TemporaryFolder _root = new();

    /// <summary>Copies the folder.</summary>
    /// <param name="weights">Name of the weights' file.</param>
    /// <param name="hasSizes">Whether the files that state the sizes of the towers are copied too.</param>
    public BiomedClipFolder(string weights = "model.safetensors", bool hasSizes = true)
    {
        Directory.CreateDirectory(File("hf_text"));
        string[] sizes = hasSizes ? [BiomedClipSizes.TimmModelJson, BiomedClipSizes.TextConfigJson] : [];
        foreach (string name in (string[])[weights, OpenClipConfigFile.FileName, "tokenizer.json", "tokenizer_config.json", .. sizes])
        {
            System.IO.File.Copy(GoldenFiles.Path(["biomedclip", .. name.Split(Path.DirectorySeparatorChar)]), File(name));
        }
    }

    public string Location => _root.Path;

    public string File(string name) => _root.File(name);

    public void Replace(string file, string oldText, string newText)
    {
        string text = System.IO.File.ReadAllText(File(file));
        Assert.Contains(oldText, text, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File(file), text.Replace(oldText, newText, StringComparison.Ordinal));
    }

    /// <summary>The configuration, read as a folder's is.</summary>
    public BiomedClipConfig ReadConfig() => BiomedClipConfig.Read(OpenClipConfigFile.Read(File(OpenClipConfigFile.FileName)), EncoderFolder.Find(Location));

    public void Dispose() => _root.Dispose();
}
