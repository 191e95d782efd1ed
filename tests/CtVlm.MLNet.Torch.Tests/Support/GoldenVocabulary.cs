using System.IO.Compression;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The folder of a tokenizer with the real vocabulary of bert-base-uncased, there for one test class.</summary>
internal sealed class GoldenVocabulary : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GoldenVocabulary()
    {
        using GZipStream packed = new(System.IO.File.OpenRead(GoldenFiles.Path("tokenizers", "bert", BertTokenizerFiles.VocabularyText + ".gz")), CompressionMode.Decompress);
        using FileStream file = System.IO.File.Create(File(BertTokenizerFiles.VocabularyText));
        packed.CopyTo(file);
    }

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();
}
