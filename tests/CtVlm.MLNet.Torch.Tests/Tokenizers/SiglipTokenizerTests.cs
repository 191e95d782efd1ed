using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class SiglipTokenizerTests
{
    private const int ContextLength = 64;
    private const int VocabularySize = 800;

    private static readonly Lazy<SiglipTokenizer> s_tokenizer = new(() => SiglipTokenizerFiles.Read(GoldenFiles.Path("hf-siglip"), ContextLength, VocabularySize));

    [Fact]
    public void Encode_EveryCase_GivesTheIdsOfTransformers()
    {
        List<string> differences = [];
        foreach ((string text, int[] expected) in ReadCases())
        {
            int[] got = [.. s_tokenizer.Value.Encode(text).Ids];
            if (!expected.SequenceEqual(got))
            {
                differences.Add($"'{text}': expected {string.Join(' ', expected)}, got {string.Join(' ', got)}");
            }
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void Encode_LongText_IsCutAndSaysSo()
    {
        TokenizedText tokens = s_tokenizer.Value.Encode(string.Join(' ', Enumerable.Repeat("z", 200)));
        Assert.Equal(ContextLength, tokens.Ids.Count);
        Assert.True(tokens.IsTruncated);
        Assert.Equal(401, tokens.FullLength);
        Assert.Equal(1, tokens.Ids[^1]);
    }

    [Fact]
    public void Create_Batch_IsFilledUpToTheContextWithTheEnd()
    {
        TorchRuntime.EnsureLoaded();
        SiglipTokenizer tokenizer = s_tokenizer.Value;
        using TokenBatch batch = TokenBatch.Create([tokenizer.Encode("a")], tokenizer, TorchSharp.torch.CPU);
        Assert.Equal([29, .. Enumerable.Repeat(1L, ContextLength - 1)], batch.Ids.data<long>().ToArray());
    }

    [Fact]
    public void Read_TokenizerJsonAlone_GivesTheSameIds()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("tokenizer.json"), SentencePieceFiles.ToJson(SentencePieceFile.Read(GoldenFiles.Path("hf-siglip", "spiece.model"))));
        File.Copy(GoldenFiles.Path("hf-siglip", "tokenizer_config.json"), folder.File("tokenizer_config.json"));
        SiglipTokenizer tokenizer = SiglipTokenizerFiles.Read(folder.Path, ContextLength, VocabularySize);
        Assert.All(ReadCases(), c => Assert.Equal(c.Ids, tokenizer.Encode(c.Text).Ids));
    }

    [Fact]
    public void Read_GemmaTokenizer_KeepsPunctuationAndFollowsItsConfiguration()
    {
        using TemporaryFolder folder = new();
        File.Copy(GoldenFiles.Path("tokenizers", "sentencepiece", "bpe_bytefallback.model"), folder.File("tokenizer.model"));
        const string rest = "\"eos_token\": {\"content\": \"</s>\"}, \"bos_token\": \"<s>\", \"pad_token\": \"<pad>\"}";
        File.WriteAllText(folder.File("tokenizer_config.json"), "{\"tokenizer_class\": \"GemmaTokenizerFast\", \"add_bos_token\": false, \"add_eos_token\": true, \"do_lower_case\": true, " + rest);
        SiglipTokenizer tokenizer = SiglipTokenizerFiles.Read(folder.Path, ContextLength, VocabularySize);
        IReadOnlyList<int> raw = new SentencePieceEncoder(SentencePieceFile.Read(folder.File("tokenizer.model"))).Encode("a.b.c, (d)");
        Assert.Equal([.. raw, 1], tokenizer.Encode("A.b.C, (D)").Ids);
        Assert.Equal(0, tokenizer.PadId);
        File.WriteAllText(folder.File("tokenizer_config.json"), "{\"tokenizer_class\": \"GemmaTokenizer\", " + rest);
        Assert.Equal([2, .. raw], SiglipTokenizerFiles.Read(folder.Path, ContextLength, VocabularySize).Encode("a.b.c, (d)").Ids);
    }

    [Fact]
    public void Read_OtherTokenizer_NamesTheKnownOnes()
    {
        using TemporaryFolder folder = new();
        File.Copy(GoldenFiles.Path("hf-siglip", "spiece.model"), folder.File("spiece.model"));
        File.WriteAllText(folder.File("tokenizer_config.json"), "{\"tokenizer_class\": \"BertTokenizer\"}");
        string message = Assert.Throws<WeightsException>(() => SiglipTokenizerFiles.Read(folder.Path, ContextLength, VocabularySize)).Message;
        Assert.Contains("SiglipTokenizer or GemmaTokenizer", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_VocabularyLargerThanTheModel_IsRefused()
    {
        string message = Assert.Throws<WeightsException>(() => SiglipTokenizerFiles.Read(GoldenFiles.Path("hf-siglip"), ContextLength, 465)).Message;
        Assert.Contains("466 pieces, at most the model's vocab_size 465", message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Text, int[] Ids)> ReadCases()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("tokenizers", "sentencepiece", "cases_unigram.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray()
            .Select(c => (c.GetProperty("text").GetString()!, (int[])[.. c.GetProperty("siglip_ids").EnumerateArray().Select(id => id.GetInt32())]))];
    }
}
