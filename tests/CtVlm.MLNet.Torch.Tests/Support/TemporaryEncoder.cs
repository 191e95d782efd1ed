using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>A copy of the golden CLIP folder that a test may spoil.</summary>
internal sealed class TemporaryEncoder : IDisposable
{
    private static readonly string[] s_files = ["config.json", "preprocessor_config.json", "model.safetensors", "tokenizer.json"];
    private readonly TemporaryFolder _root = new();

    public TemporaryEncoder(params string[] below)
    {
        Path = System.IO.Path.Combine([_root.Path, .. below]);
        Directory.CreateDirectory(Path);
        foreach (string file in s_files)
        {
            System.IO.File.Copy(GoldenFiles.Path("hf-clip", file), File(file));
        }
    }

    public string Root => _root.Path;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Replace(string file, string oldText, string newText)
    {
        string text = System.IO.File.ReadAllText(File(file));
        Assert.Contains(oldText, text, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File(file), text.Replace(oldText, newText, StringComparison.Ordinal));
    }

    public void Dispose() => _root.Dispose();
}
