using System.Text;
using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class SentencePieceTests
{
    private static readonly string s_unigram = GoldenFiles.Path("hf-siglip", "spiece.model");
    private static readonly string s_pairs = GoldenFiles.Path("tokenizers", "sentencepiece", "bpe_bytefallback.model");

    [Fact]
    public void Encode_EveryCaseOfTheUnigramModel_GivesItsIds() => AssertCases(SentencePieceFile.Read(s_unigram), "cases_unigram.json");

    [Fact]
    public void Encode_EveryCaseOfThePairModel_GivesItsIds() => AssertCases(SentencePieceFile.Read(s_pairs), "cases_bpe.json");

    [Fact]
    public void Normalize_EveryCaseOfTheUnigramModel_GivesItsText()
    {
        SentencePieceNormalizer normalizer = new(SentencePieceFile.Read(s_unigram), new PieceTrie());
        Assert.Empty(ReadCases("cases_unigram.json")
            .Where(c => normalizer.Normalize(Text(c)) != c.GetProperty("normalized").GetString())
            .Select(Text));
    }

    [Fact]
    public void ReadJson_UnigramModelWrittenAsJson_GivesTheSameIds()
    {
        using TemporaryFolder folder = new();
        SentencePieceModel model = SentencePieceFile.Read(s_unigram);
        File.WriteAllText(folder.File("tokenizer.json"), SentencePieceFiles.ToJson(model));
        (SentencePieceModel read, bool lowersCase) = SentencePieceJson.Read(folder.File("tokenizer.json"), removesPunctuation: false, maximumIds: 800);
        Assert.True(lowersCase);
        AssertCases(read, "cases_unigram.json");
    }

    [Fact]
    public void ReadJson_PairModelWrittenAsJson_GivesTheSameIds()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("tokenizer.json"), SentencePieceFiles.ToJson(SentencePieceFile.Read(s_pairs)));
        AssertCases(SentencePieceJson.Read(folder.File("tokenizer.json"), removesPunctuation: false, maximumIds: 800).Model, "cases_bpe.json");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"model\": {\"type\": \"WordPiece\"}}")]
    [InlineData("{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", 0]], \"unk_id\": 7}}")]
    [InlineData("{\"model\": {\"type\": \"Unigram\", \"vocab\": [\"a\"]}}")]
    [InlineData("{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 2147483647}, \"merges\": []}}")]
    [InlineData("{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a a\"]}}")]
    [InlineData("{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [[\"a\"]]}}")]
    [InlineData("{\"normalizer\": {\"type\": \"NFKC\"}, \"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", 0]]}}")]
    [InlineData("{\"pre_tokenizer\": {\"type\": \"ByteLevel\"}, \"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", 0]]}}")]
    [InlineData("{\"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"[a-z]\"}, \"content\": \"\"}, \"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", 0]]}}")]
    [InlineData("{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [[null, \"a\"]]}}")]
    [InlineData("{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [null]}}")]
    public void ReadJson_NotWhatIsExpected_NamesTheFile(string json)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("tokenizer.json"), json);
        WeightsException error = Assert.Throws<WeightsException>(() => SentencePieceJson.Read(folder.File("tokenizer.json"), removesPunctuation: false, maximumIds: 800));
        Assert.StartsWith($"Tokenizer {folder.File("tokenizer.json")}: not the JSON that is expected: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "there is no 'model'.")]
    [InlineData("{\"model\": {\"type\": \"Unigram\"}}", "there is no 'vocab'.")]
    public void Read_MemberMissing_NamesIt(string json, string problem)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("tokenizer.json"), json);
        WeightsException error = Assert.Throws<WeightsException>(() => SentencePieceJson.Read(folder.File("tokenizer.json"), removesPunctuation: false, maximumIds: 800));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_UserDefinedPiece_IsTakenWhole()
    {
        foreach (bool isPairs in (bool[])[false, true])
        {
            SentencePieceModel model = new()
            {
                IsPairs = isPairs,
                Pieces =
                [
                    new("<unk>", 0, SentencePieceType.Unknown), new("a", -1, SentencePieceType.Normal), new("b", -1, SentencePieceType.Normal),
                    new("ab", -0.5f, SentencePieceType.Normal), new("<B>", 0, SentencePieceType.UserDefined), new("B>a", -0.1f, SentencePieceType.Normal),
                    new("\u2581", -2, SentencePieceType.Normal),
                ],
            };
            Assert.Equal([6, 3, 4, 3, 0], new SentencePieceEncoder(model).Encode("ab<B>ab<<"));
        }
    }

    [Fact]
    public void Encode_LongText_TakesTimeInProportion()
    {
        SentencePieceEncoder encoder = new(SentencePieceFile.Read(s_unigram));
        Assert.Equal(1 + 200_000, encoder.Encode(string.Concat(Enumerable.Repeat("z1", 100_000))).Count);
    }

    [Fact]
    public void Read_EveryTruncationAndFlippedByte_IsReadOrRefusedByName()
    {
        using TemporaryFolder folder = new();
        byte[] sound = File.ReadAllBytes(s_pairs);
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = i % 2 == 0 ? sound[..random.Next(sound.Length)] : [.. sound];
            if (i % 2 != 0)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(folder.File("spiece.model"), damaged);
            try
            {
                SiglipTokenizerFiles.Read(folder.Path, 64, 4096).Encode("Findings: 1.5 cm \u80ba");
            }
            catch (WeightsException e)
            {
                Assert.Contains("spiece.model", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 100, 400);
    }

    [Fact]
    public void Read_DamagedCharacterTable_NeverReadsOutsideIt()
    {
        SentencePieceModel model = SentencePieceFile.Read(s_unigram);
        byte[] table = model.CharacterMap.ToArray();
        Random random = new(2);
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = [.. table];
            for (int k = 0; k < 2000; k++)
            {
                damaged[4 + random.Next(damaged.Length - 4)] = (byte)random.Next(256);
            }

            SentencePieceEncoder encoder = new(model with { CharacterMap = damaged });
            Assert.NotNull(encoder.Encode("e\u0301 \u80ba \ufb01 \u2460 text \ud83e\udec1"));
        }

        Assert.Throws<FormatException>(() => new SentencePieceEncoder(model with { CharacterMap = new byte[] { 255, 255, 255, 127, 0 } }));
    }

    [Fact]
    public void Read_NotAModel_NamesTheFile()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("spiece.model"), "<!doctype html><title>404</title>");
        WeightsException error = Assert.Throws<WeightsException>(() => SentencePieceFile.Read(folder.File("spiece.model")));
        Assert.Contains("not a sound SentencePiece model", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileAboveTheLimit_IsRefusedUnread()
    {
        using TemporaryFolder folder = new();
        using (FileStream stream = File.Create(folder.File("spiece.model")))
        {
            stream.SetLength((64L << 20) + 1);
        }

        Assert.Contains("at most", Assert.Throws<WeightsException>(() => SentencePieceFile.Read(folder.File("spiece.model"))).Message, StringComparison.Ordinal);
    }

    private static void AssertCases(SentencePieceModel model, string cases)
    {
        SentencePieceEncoder encoder = new(model);
        JsonElement[] all = ReadCases(cases);
        Assert.Equal(98, all.Length);
        StringBuilder differences = new();
        foreach (JsonElement one in all)
        {
            int[] expected = [.. one.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
            int[] got = [.. encoder.Encode(Text(one))];
            if (!expected.SequenceEqual(got))
            {
                differences.AppendLine($"'{Text(one)}': expected {string.Join(' ', expected)}, got {string.Join(' ', got)}");
            }
        }

        Assert.Equal("", differences.ToString());
    }

    private static string Text(JsonElement one) => one.GetProperty("text").GetString()!;

    private static JsonElement[] ReadCases(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("tokenizers", "sentencepiece", name)));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.Clone())];
    }
}
