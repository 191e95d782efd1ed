using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>A folder as sentence-transformers writes it, with the golden BiomedCLIP's BERT, that a test may spoil.</summary>
internal sealed class SentenceFolder : IDisposable
{
    private const string Modules =
        """
        [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
         {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
         {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes the folder.</summary>
    /// <param name="rename">The name of a tensor of the BERT in the checkpoint.</param>
    public SentenceFolder(Func<string, string> rename)
    {
        RenamedWeights.Write(
            GoldenFiles.Path("biomedclip", "model.safetensors"),
            File(Checkpoint.FileName),
            name => RenamedWeights.Strip(name, "text.transformer.") is string inner ? rename(inner) : null);
        System.IO.File.Copy(GoldenFiles.Path("biomedclip", "hf_text", "config.json"), File("config.json"));
        System.IO.File.Copy(GoldenFiles.Path("biomedclip", "tokenizer.json"), File("tokenizer.json"));
        System.IO.File.Copy(GoldenFiles.Path("biomedclip", "tokenizer_config.json"), File("tokenizer_config.json"));
        Write("sentence_bert_config.json", "{\"max_seq_length\": 256, \"do_lower_case\": false}");
    }

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    public void WriteModules(string pooling, bool normalizes)
    {
        Write("modules.json", normalizes ? Modules : Modules[..Modules.LastIndexOf(',', Modules.IndexOf("\"idx\": 2", StringComparison.Ordinal))] + "]");
        Write("1_Pooling/config.json", pooling);
    }

    public void Dispose() => _folder.Dispose();
}
