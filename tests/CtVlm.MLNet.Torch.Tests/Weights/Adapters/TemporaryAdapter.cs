using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>A copy of a golden adapter of CLIP that a test may spoil.</summary>
internal sealed class TemporaryAdapter : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public TemporaryAdapter(string golden, string name = "adapter")
    {
        Path = System.IO.Path.Combine(_root.Path, name);
        Directory.CreateDirectory(Path);
        foreach (string file in new[] { LoraAdapter.ConfigFile, LoraAdapter.WeightsFile })
        {
            System.IO.File.Copy(GoldenFiles.Path("lora", "hf-clip", golden, file), File(file));
        }
    }

    public string Root => _root.Path;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void ReplaceInConfig(string oldText, string newText)
    {
        string text = System.IO.File.ReadAllText(File(LoraAdapter.ConfigFile));
        Assert.Contains(oldText, text, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File(LoraAdapter.ConfigFile), text.Replace(oldText, newText, StringComparison.Ordinal));
    }

    public void Dispose() => _root.Dispose();
}
