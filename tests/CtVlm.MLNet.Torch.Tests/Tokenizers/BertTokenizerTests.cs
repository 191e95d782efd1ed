using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class BertTokenizerTests : IDisposable
{
    private const int ContextLength = 256;

    private static readonly Lazy<JsonElement> s_golden = new(() => JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("tokenizers", "bert", "cases.json"))).RootElement);

    private readonly GoldenVocabulary _folder = new();

    public void Dispose() => _folder.Dispose();

    private static JsonElement[] Cases => [.. s_golden.Value.GetProperty("cases").EnumerateArray()];

    [Fact]
    public void Encode_EveryCaseOfTransformers_GivesItsIds()
    {
        Assert.Equal(98, Cases.Length);
        BertTokenizer tokenizer = Read(BertCleaning.None);
        Assert.Empty(FindDifferences(tokenizer, c => c.GetProperty("ids")));
    }

    [Fact]
    public void Encode_EveryCaseOfOpenClip_GivesItsIds()
    {
        Assert.Equal(8, Cases.Count(c => c.TryGetProperty("ids_after_open_clip_clean", out _)));
        BertTokenizer tokenizer = Read(BertCleaning.OpenClip);
        Assert.Empty(FindDifferences(tokenizer, c => c.TryGetProperty("ids_after_open_clip_clean", out JsonElement cleaned) ? cleaned : c.GetProperty("ids")));
    }

    [Fact]
    public void Create_PaddedExample_EqualsTransformers()
    {
        TorchRuntime.EnsureLoaded();
        JsonElement example = s_golden.Value.GetProperty("padded_example");
        BertTokenizer tokenizer = Read(BertCleaning.None);
        TokenizedText text = tokenizer.Encode(example.GetProperty("text").GetString()!);
        TokenizedText longest = new([.. Enumerable.Repeat(tokenizer.PadId, ContextLength)], ContextLength);
        using TokenBatch batch = TokenBatch.Create([text, longest], tokenizer, torch.CPU);
        Assert.Equal(ToIds(example.GetProperty("input_ids")).Select(i => (long)i), batch.Ids[0].data<long>().ToArray());
        Assert.Equal(ToIds(example.GetProperty("attention_mask")).Select(i => (long)i), batch.Mask[0].data<long>().ToArray());
    }

    [Theory]
    [InlineData("biomedclip", true, "in.text", "")]
    [InlineData("hf-vilt", false, "square.in.input_ids", "square.in.attention_mask")]
    public void Encode_TextsOfGoldenModel_GiveItsIds(string folder, bool cleans, string idsName, string maskName)
    {
        using GoldenTensors golden = new(folder, "cases.safetensors");
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path(folder, "cases.json")));
        string[] texts = [.. cases.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
        using torch.Tensor ids = golden.Read(idsName);
        using torch.Tensor mask = maskName.Length > 0 ? golden.Read(maskName) : ids.ne(0).to(torch.ScalarType.Int64);
        BertTokenizer tokenizer = BertTokenizerFiles.Read(GoldenFiles.Path(folder), ContextLength, cleans ? BertCleaning.OpenClip : BertCleaning.None);
        using TokenBatch batch = TokenBatch.Create([.. texts.Select(tokenizer.Encode)], tokenizer, torch.CPU);
        Assert.Equal(ids.narrow(1, 0, batch.Ids.shape[1]).data<long>().ToArray(), batch.Ids.data<long>().ToArray());
        Assert.Equal(mask.narrow(1, 0, batch.Ids.shape[1]).data<long>().ToArray(), batch.Mask.data<long>().ToArray());
    }

    [Fact]
    public void Encode_LongText_IsCutAndSaysSo()
    {
        TokenizedText tokens = Read(BertCleaning.None).Encode(string.Join(' ', Enumerable.Repeat("wall", 400)));
        Assert.Equal(ContextLength, tokens.Ids.Count);
        Assert.Equal(402, tokens.FullLength);
        Assert.True(tokens.IsTruncated);
        Assert.Equal([101, 102], [tokens.Ids[0], tokens.Ids[^1]]);
    }

    [Fact]
    public void Encode_UnknownWordAtTheEndOfTheContext_CountsAsOne()
    {
        BertTokenizer tokenizer = BertTokenizerFiles.Read(_folder.Path, 4, BertCleaning.None);

        // The word's first pieces fill the room before its last one is found to be unknown.
        TokenizedText tokens = tokenizer.Encode("wall unaffable\u0d77");
        Assert.Equal(4, tokens.FullLength);
        Assert.Equal(100, tokens.Ids[2]);
    }

    [Fact]
    public void Encode_LoneSurrogates_AreRemoved() =>
        Assert.Equal(Read(BertCleaning.None).Encode("bowel wall").Ids, Read(BertCleaning.None).Encode("bo\ud800wel \udc00wall").Ids);

    [Theory]
    [InlineData('a')]
    [InlineData('\u0301')]
    [InlineData('\u302e')]
    [InlineData('\u80ba')]
    [InlineData('[')]
    [InlineData('&')]
    public void Encode_MillionOfOneCharacter_TakesLinearTime(char character)
    {
        BertTokenizer tokenizer = Read(BertCleaning.None);
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.InRange(tokenizer.Encode(new string(character, 1_000_000)).Ids.Count, 2, ContextLength);

        // Some 0.3 s where time is linear; hours where it is not.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public void Encode_ManyThreads_GiveTheSameIds()
    {
        BertTokenizer tokenizer = Read(BertCleaning.None);
        string[] texts = [.. Cases.Select(c => c.GetProperty("text").GetString()!)];
        IReadOnlyList<int>[] serial = [.. texts.Select(t => tokenizer.Encode(t).Ids)];
        IReadOnlyList<int>[] parallel = [.. texts.AsParallel().AsOrdered().Select(t => tokenizer.Encode(t).Ids)];
        Assert.Equal(serial, parallel);
    }

    private BertTokenizer Read(BertCleaning cleaning) => BertTokenizerFiles.Read(_folder.Path, ContextLength, cleaning);

    private static string[] FindDifferences(BertTokenizer tokenizer, Func<JsonElement, JsonElement> expected) =>
    [
        .. Cases.Index()
            .Select(c => (c.Index, Text: c.Item.GetProperty("text").GetString()!, Expected: ToIds(expected(c.Item))))
            .Select(c => (c.Index, c.Text, c.Expected, Got: tokenizer.Encode(c.Text).Ids))
            .Where(c => !c.Got.SequenceEqual(c.Expected))
            .Select(c => $"{c.Index} '{c.Text}': expected {string.Join(' ', c.Expected)}, got {string.Join(' ', c.Got)}"),
    ];

    private static int[] ToIds(JsonElement array) => [.. array.EnumerateArray().Select(i => i.GetInt32())];
}
