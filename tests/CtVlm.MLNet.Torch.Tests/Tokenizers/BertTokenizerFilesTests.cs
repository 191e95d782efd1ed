using System.Text.Json.Nodes;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class BertTokenizerFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("biomedclip")]
    [InlineData("hf-vilt")]
    public void Read_BothForms_GiveTheSameIds(string folder)
    {
        File.Copy(GoldenFiles.Path(folder, "vocab.txt"), _folder.File("vocab.txt"));
        BertTokenizer one = BertTokenizerFiles.Read(GoldenFiles.Path(folder), 64, BertCleaning.None);
        BertTokenizer two = BertTokenizerFiles.Read(_folder.Path, 64, BertCleaning.None);
        string[] texts = ["Crohn's disease of the ILEUM, caf\u00e9 \u80ba [MASK] 12 mm.", "[CLS] ct [SEP]", ""];
        Assert.All(texts, text => Assert.Equal(one.Encode(text).Ids, two.Encode(text).Ids));
        Assert.Equal((0, 2, 3), (one.PadId, one.Encode("").Ids[0], one.Encode("").Ids[1]));
    }

    [Fact]
    public void Read_PubMedOrder_TakesSpecialTokensByName()
    {
        WriteVocabulary("[SEP]", "bowel", "[PAD]", "[UNK]", "[CLS]");
        BertTokenizer tokenizer = BertTokenizerFiles.Read(_folder.Path, 8, BertCleaning.None);
        Assert.Equal([4, 1, 3, 0], tokenizer.Encode("Bowel wall").Ids);
        Assert.Equal(2, tokenizer.PadId);
    }

    [Fact]
    public void Read_ConfigurationNamesTokens_TakesThem()
    {
        WriteVocabulary("<pad>", "<s>", "</s>", "[UNK]", "ct");
        WriteConfig("{\"cls_token\": {\"content\": \"<s>\", \"lstrip\": false}, \"sep_token\": \"</s>\", \"pad_token\": \"<pad>\"}");
        Assert.Equal([1, 4, 2, 2], BertTokenizerFiles.Read(_folder.Path, 8, BertCleaning.None).Encode("ct</s>").Ids);
    }

    // "Caf\u00e9 \u80ba\u80ba": lower case strips accents too, unless told otherwise; Chinese characters are words of their own, unless told otherwise.
    [Theory]
    [InlineData("{}", new[] { 5, 8, 8 })]
    [InlineData("{\"do_lower_case\": false}", new[] { 6, 8, 8 })]
    [InlineData("{\"strip_accents\": false}", new[] { 7, 8, 8 })]
    [InlineData("{\"do_lower_case\": false, \"strip_accents\": true}", new[] { 10, 8, 8 })]
    [InlineData("{\"tokenize_chinese_chars\": false}", new[] { 5, 9 })]
    public void Read_Configuration_DecidesWhatHappensToAText(string json, int[] expected)
    {
        WriteVocabulary("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "cafe", "Caf\u00e9", "caf\u00e9", "\u80ba", "\u80ba\u80ba", "Cafe");
        WriteConfig(json);
        Assert.Equal([2, .. expected, 3], BertTokenizerFiles.Read(_folder.Path, 8, BertCleaning.None).Encode("Caf\u00e9 \u80ba\u80ba").Ids);
    }

    [Fact]
    public void Read_SingleFileWithoutConfiguration_FollowsItsNormalizer()
    {
        WriteJson(root => root["normalizer"]!["lowercase"] = false);
        BertTokenizer tokenizer = BertTokenizerFiles.Read(_folder.Path, 8, BertCleaning.None);
        Assert.Equal([2, 1, 3], tokenizer.Encode("CT").Ids);
        WriteConfig("{\"do_lower_case\": true}");
        Assert.NotEqual([2, 1, 3], BertTokenizerFiles.Read(_folder.Path, 8, BertCleaning.None).Encode("CT").Ids);
    }

    [Fact]
    public void Read_FolderWithoutTokenizer_NamesTheFilesExpected()
    {
        string message = ReadRefused();
        Assert.Contains("tokenizer.json", message, StringComparison.Ordinal);
        Assert.Contains("vocab.txt", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_VocabularyWithoutSpecialToken_NamesIt()
    {
        WriteVocabulary("[PAD]", "[UNK]", "[CLS]", "ct");
        Assert.Contains("the vocabulary of 4 tokens has no '[SEP]'", ReadRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreIdsThanTheModelKnows_IsRefused()
    {
        WriteVocabulary("[PAD]", "[UNK]", "[CLS]", "[SEP]", "ct");
        WeightsException e = Assert.Throws<WeightsException>(() => BertTokenizerFiles.Read(_folder.Path, 8, BertCleaning.None, vocabularySize: 4));
        Assert.Contains("its ids reach 4, but the model knows 4 ids", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileTooLarge_IsRefusedUnread()
    {
        using (FileStream file = File.Create(_folder.File("vocab.txt")))
        {
            file.SetLength((64L << 20) + 1);
        }

        Assert.Contains("67,108,865 bytes, at most 67,108,864", ReadRefused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "not the JSON")]
    [InlineData("[]", "not the JSON")]
    [InlineData("{}", "'model' must be a WordPiece, as BERT's is, got none")]
    [InlineData("{\"model\":{\"type\":\"BPE\"}}", "'model' must be a WordPiece, as BERT's is, got BPE")]
    [InlineData("{\"model\":{\"type\":\"WordPiece\",\"vocab\":{}},\"normalizer\":{\"type\":\"BertNormalizer\"},\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},\"added_tokens\":[{\"content\":null,\"id\":1}]}", "an added token has 0 characters")]
    public void Read_OtherJson_IsRefused(string json, string expected)
    {
        File.WriteAllText(_folder.File("tokenizer.json"), json);
        Assert.Contains(expected, ReadRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnsupportedPart_IsRefusedByName()
    {
        WriteJson(root => root["normalizer"]!["type"] = "NFKC");
        Assert.Contains("'normalizer' must be a BertNormalizer, as BERT's is, got NFKC", ReadRefused(), StringComparison.Ordinal);
        WriteJson(root => root["pre_tokenizer"] = null);
        Assert.Contains("'pre_tokenizer' must be a BertPreTokenizer", ReadRefused(), StringComparison.Ordinal);
        WriteJson(root => root["model"]!["max_input_chars_per_word"] = 1_000_000);
        Assert.Contains("'max_input_chars_per_word' must be a whole number from 1 to 256, got 1000000", ReadRefused(), StringComparison.Ordinal);
        WriteJson(root => root["model"]!["vocab"]!["odd"] = -1);
        Assert.Contains("the id of 'odd' must be a whole number from 0", ReadRefused(), StringComparison.Ordinal);
        WriteJson(root => root["added_tokens"]![0]!["single_word"] = true);
        Assert.Contains("the added token '[PAD]' has single_word or normalized set", ReadRefused(), StringComparison.Ordinal);
        WriteJson(root => root["added_tokens"]![0]!["content"] = "");
        Assert.Contains("an added token has 0 characters", ReadRefused(), StringComparison.Ordinal);
        WriteJson(root => root["model"]!["unk_token"] = "[GONE]");
        Assert.Contains("has no '[GONE]'", ReadRefused(), StringComparison.Ordinal);
    }

    private string ReadRefused() => Assert.Throws<WeightsException>(() => BertTokenizerFiles.Read(_folder.Path, 8, BertCleaning.None)).Message;

    private void WriteVocabulary(params string[] pieces) => File.WriteAllLines(_folder.File("vocab.txt"), pieces);

    private void WriteConfig(string json) => File.WriteAllText(_folder.File("tokenizer_config.json"), json);

    private void WriteJson(Action<JsonObject> change)
    {
        JsonObject root = JsonNode.Parse(File.ReadAllText(GoldenFiles.Path("hf-vilt", "tokenizer.json")))!.AsObject();
        change(root);
        File.WriteAllText(_folder.File("tokenizer.json"), root.ToJsonString());
    }
}
