using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class ClipTokenizerTests
{
    private const int ContextLength = 77;

    private static readonly Lazy<JsonElement[]> s_cases = new(() =>
        [.. JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("tokenizers", "clip", "cases.json"))).RootElement.GetProperty("cases").EnumerateArray()]);

    private static readonly Lazy<ClipTokenizer> s_transformers = new(() => Read(ClipCleaning.Transformers));
    private static readonly Lazy<ClipTokenizer> s_openClip = new(() => Read(ClipCleaning.OpenClip));

    [Fact]
    public void Encode_EveryCaseOfTransformers_GivesItsIds()
    {
        Assert.Equal(98, s_cases.Value.Length);
        Assert.Empty(FindDifferences(s_transformers.Value, "hf"));
    }

    [Fact]
    public void Encode_EveryCaseOfOpenClip_GivesItsIds() => Assert.Empty(FindDifferences(s_openClip.Value, "open_clip"));

    [Theory]
    [InlineData("caf\u00e9", "caf\u00e9")]
    [InlineData("s\u00c3\u00b3lo", "s\u00f3lo")]
    [InlineData("s\u00c3\u0192\u00c2\u00b3lo", "s\u00f3lo")]
    [InlineData("\u00e2\u20ac\u201c 5 \u00c2\u00b5m", "\u2013 5 \u00b5m")]
    [InlineData("\u03bc \u00c3\u00b3", "\u03bc \u00c3\u00b3")]
    public void Undo_Text_IsRepairedWhereAllOfItWasDamaged(string text, string expected) => Assert.Equal(expected, Mojibake.Undo(text));

    [Fact]
    public void Encode_LongText_IsCutAndSaysSo()
    {
        TokenizedText tokens = s_transformers.Value.Encode(string.Join(' ', Enumerable.Repeat("bowel", 200)));
        Assert.Equal(ContextLength, tokens.Ids.Count);
        Assert.True(tokens.IsTruncated);
        Assert.Equal(202, tokens.FullLength);
        Assert.Equal(s_transformers.Value.EndId, tokens.Ids[^1]);
    }

    [Fact]
    public void Encode_TextThatFitsExactly_IsNotCut()
    {
        TokenizedText tokens = s_transformers.Value.Encode(string.Join(' ', Enumerable.Repeat("bowel", ContextLength - 2)));
        Assert.Equal(ContextLength, tokens.Ids.Count);
        Assert.False(tokens.IsTruncated);
    }

    [Fact]
    public void Encode_ManyThreads_GiveTheSameIds()
    {
        string[] texts = [.. s_cases.Value.Select(c => c.GetProperty("text").GetString()!)];
        IReadOnlyList<int>[] serial = [.. texts.Select(t => s_transformers.Value.Encode(t).Ids)];
        Parallel.For(0, 400, i => Assert.Equal(serial[i % texts.Length], s_transformers.Value.Encode(texts[i % texts.Length]).Ids));
    }

    [Fact]
    public void Read_FolderWithoutTokenizer_NamesTheFilesExpected()
    {
        using TemporaryFolder folder = new();
        WeightsException e = Assert.Throws<WeightsException>(() => ClipTokenizerFiles.Read(folder.Path, ContextLength));
        Assert.Contains("tokenizer.json", e.Message, StringComparison.Ordinal);
        Assert.Contains("merges.txt", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"model\":{\"type\":\"Unigram\",\"vocab\":{},\"merges\":[]}}")]
    [InlineData("{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":\"x\"},\"merges\":[]}}")]
    [InlineData("{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":1},\"merges\":[]}}")]
    [InlineData("{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":1},\"merges\":[null]}}")]
    [InlineData("{\"model\":{\"type\":\"BPE\",\"vocab\":{\"<|startoftext|>\":0,\"<|endoftext|>\":1,\"a\":2},\"merges\":[\"b c\"]}}")]
    [InlineData("{\"model\":{\"type\":\"BPE\",\"vocab\":{\"<|startoftext|>\":0,\"<|endoftext|>\":1,\"a\":-2},\"merges\":[]}}")]
    [InlineData("{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":1},\"merges\":[]},\"added_tokens\":[{\"content\":null,\"id\":2}]}")]
    public void Read_BrokenTokenizerFile_IsRefused(string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("tokenizer.json"), json);
        Assert.Throws<WeightsException>(() => ClipTokenizerFiles.Read(folder.Path, ContextLength));
    }

    [Fact]
    public void Read_AddedTokenWithTheIdOfAnother_NamesBoth()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(
            folder.File("tokenizer.json"),
            "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"<|startoftext|>\":0,\"<|endoftext|>\":1,\"a\":2},\"merges\":[]},\"added_tokens\":[{\"content\":\"<mine>\",\"id\":2}]}");
        WeightsException e = Assert.Throws<WeightsException>(() => ClipTokenizerFiles.Read(folder.Path, ContextLength));
        Assert.Contains("'a' and '<mine>' have the same id 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_IdsBeyondTheModels_AreRefused()
    {
        WeightsException e = Assert.Throws<WeightsException>(() => ClipTokenizerFiles.Read(GoldenFiles.Path("hf-clip"), ContextLength, ClipCleaning.Transformers, 100));
        Assert.Contains("the model knows 100 ids", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_ManySpecialTokens_TakesTimeInProportion()
    {
        ClipTokenizer tokenizer = ClipTokenizerFiles.Read(GoldenFiles.Path("hf-clip"), ContextLength);
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Equal(200_002, tokenizer.Encode(string.Concat(Enumerable.Repeat("<|endoftext|>", 200_000))).FullLength);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void Read_BothForms_GiveTheSameIds()
    {
        string source = GoldenFiles.Path("hf-clip");
        using TemporaryFolder pair = new();
        File.Copy(Path.Combine(source, "vocab.json"), pair.File("vocab.json"));
        File.Copy(Path.Combine(source, "merges.txt"), pair.File("merges.txt"));
        ClipTokenizer two = ClipTokenizerFiles.Read(pair.Path, ContextLength);
        ClipTokenizer one = ClipTokenizerFiles.Read(source, ContextLength);
        Assert.All(s_cases.Value, c => Assert.Equal(one.Encode(c.GetProperty("text").GetString()!).Ids, two.Encode(c.GetProperty("text").GetString()!).Ids));
    }

    private static string[] FindDifferences(ClipTokenizer tokenizer, string key) =>
    [
        .. s_cases.Value.Index()
            .Select(c => (c.Index, Text: c.Item.GetProperty("text").GetString()!, Expected: c.Item.GetProperty(key).EnumerateArray().Select(i => i.GetInt32()).ToArray()))
            .Select(c => (c.Index, c.Text, c.Expected, Got: tokenizer.Encode(c.Text).Ids))
            .Where(c => !c.Got.SequenceEqual(c.Expected))
            .Select(c => $"{c.Index} '{c.Text}': expected {string.Join(' ', c.Expected)}, got {string.Join(' ', c.Got)}"),
    ];

    private static ClipTokenizer Read(ClipCleaning cleaning)
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { ClipTokenizerFiles.VocabularyJson, ClipTokenizerFiles.MergesText })
        {
            using GZipStream packed = new(File.OpenRead(GoldenFiles.Path("tokenizers", "clip", name + ".gz")), CompressionMode.Decompress);
            using FileStream file = File.Create(folder.File(name));
            packed.CopyTo(file);
        }

        return ClipTokenizerFiles.Read(folder.Path, ContextLength, cleaning);
    }
}
