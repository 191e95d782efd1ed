using System.Text.Json;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class BertFolderTests : IDisposable
{
    private const double Tolerance = 1e-4;
    private const string FirstToken = "{\"word_embedding_dimension\": 48, \"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}";
    private const string Mean = "{\"word_embedding_dimension\": 48, \"pooling_mode_cls_token\": false, \"pooling_mode_mean_tokens\": true}";

    private static readonly string[] s_texts = ReadTexts();

    private readonly GoldenTensors _golden = new("biomedclip", "cases.safetensors");
    private readonly SentenceFolder _folder = new(name => name);
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
        _golden.Dispose();
    }

    [Fact]
    public void FromFolder_BertFolder_KnowsSizesWithoutWeights()
    {
        File.WriteAllText(_folder.File(Checkpoint.FileName), "not read yet");
        VlmEncoder encoder = VlmEncoder.FromFolder(_folder.Path);
        Assert.Equal(48, encoder.TextWidth);
        Assert.False(encoder.HasVision);
        Assert.False(encoder.HasFusion);
        Assert.Throws<InvalidOperationException>(() => encoder.Vision);
        Assert.Throws<InvalidOperationException>(() => encoder.AcquireVision(torch.CPU));
    }

    [Fact]
    public void Encode_PoolingOfTheFirstToken_EqualsTransformers()
    {
        _folder.WriteModules(FirstToken, normalizes: false);
        _golden.AssertClose("out.text.cls", Encode(s_texts), Tolerance);
    }

    [Fact]
    public void Encode_WithoutModules_IsTheMeanOverTheText()
    {
        torch.Tensor expected = MeanOfFirstText();
        Assert.InRange((Encode(s_texts)[0] - expected).abs().max().ToDouble(), 0, Tolerance);
        _folder.WriteModules(Mean, normalizes: false);
        Assert.InRange((Encode(s_texts)[0] - expected).abs().max().ToDouble(), 0, Tolerance);
    }

    [Fact]
    public void Encode_NormalizeModule_DividesByTheNorm()
    {
        _folder.WriteModules(Mean, normalizes: true);
        torch.Tensor got = Encode(s_texts);
        Assert.InRange((got.norm(1) - 1).abs().max().ToDouble(), 0, 1e-6);
        Assert.InRange((got[0] - torch.nn.functional.normalize(MeanOfFirstText(), dim: 0)).abs().max().ToDouble(), 0, Tolerance);
    }

    [Fact]
    public void Encode_CheckpointOfAnEarlyTraining_GivesTheSameVectors()
    {
        using SentenceFolder early = new(name => "bert." + name
            .Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal)
            .Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal));
        early.WriteModules(FirstToken, normalizes: false);
        using EncoderLease<ITextEncoder> lease = VlmEncoder.FromFolder(early.Path).AcquireText(torch.CPU);
        _golden.AssertClose("out.text.cls", lease.Encoder.Encode(s_texts), Tolerance);
    }

    [Fact]
    public void Encode_OneByOne_EqualsTogether()
    {
        using EncoderLease<ITextEncoder> lease = VlmEncoder.FromFolder(_folder.Path).AcquireText(torch.CPU);
        torch.Tensor together = lease.Encoder.Encode(s_texts);
        for (int i = 0; i < s_texts.Length; i++)
        {
            Assert.InRange((lease.Encoder.Encode([s_texts[i]])[0] - together[i]).abs().max().ToDouble(), 0, 1e-5);
        }
    }

    [Fact]
    public void Encode_HalfPrecision_GivesNearlyTheSameInFloat32()
    {
        using EncoderLease<ITextEncoder> exact = VlmEncoder.FromFolder(_folder.Path).AcquireText(torch.CPU);
        using EncoderLease<ITextEncoder> half = VlmEncoder.FromFolder(_folder.Path).AcquireText(torch.CPU, NumericPrecision.BFloat16);
        torch.Tensor got = half.Encoder.Encode(s_texts);
        Assert.Equal(torch.ScalarType.Float32, got.dtype);
        Assert.InRange(torch.nn.functional.cosine_similarity(exact.Encoder.Encode(s_texts), got, dim: 1).min().ToDouble(), 0.999, 1.0001);
    }

    [Fact]
    public void CountTokens_TextBeyondTheLimit_SaysSo()
    {
        _folder.Write("sentence_bert_config.json", "{\"max_seq_length\": 8}");
        using EncoderLease<ITextEncoder> lease = VlmEncoder.FromFolder(_folder.Path).AcquireText(torch.CPU);
        TextTokens count = lease.Encoder.CountTokens([s_texts[0]])[0];
        Assert.Equal(8, count.Used);
        Assert.True(count.IsTruncated);
    }

    [Fact]
    public void GetHash_AnotherPooling_Changes()
    {
        _folder.WriteModules(Mean, normalizes: false);
        string mean = VlmEncoder.FromFolder(_folder.Path).GetHash();
        _folder.WriteModules(FirstToken, normalizes: false);
        Assert.NotEqual(mean, VlmEncoder.FromFolder(_folder.Path).GetHash());
    }

    [Fact]
    public void FromFolder_ImageSize_IsRefused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => VlmEncoder.FromFolder(_folder.Path, new VlmEncoderOptions { ImageSize = 224 }));
        Assert.Contains("ImageSize is 224, but a BERT reads texts alone", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modules.json", "{}", "a list of objects with type and path")]
    [InlineData("modules.json", "[", "a list of objects with type and path")]
    [InlineData("modules.json", "[{\"type\": null, \"path\": null}]", "modules Transformer, Pooling and at most Normalize expected, got .")]
    [InlineData("modules.json", "[{\"type\": \"a.Transformer\", \"path\": \"\"}]", "modules Transformer, Pooling and at most Normalize expected, got Transformer.")]
    [InlineData("modules.json", "[{\"type\": \"a.Transformer\", \"path\": \"\"}, {\"type\": \"a.Pooling\", \"path\": \"1_Pooling\"}, {\"type\": \"a.Dense\", \"path\": \"2_Dense\"}]", "got Transformer, Pooling, Dense.")]
    [InlineData("modules.json", "[{\"type\": \"a.Transformer\", \"path\": \"\"}, {\"type\": \"a.Pooling\", \"path\": \"../1_Pooling\"}]", "in a folder below it expected, got '' and '../1_Pooling'")]
    [InlineData("modules.json", "[{\"type\": \"a.Transformer\", \"path\": \"0_Transformer\"}, {\"type\": \"a.Pooling\", \"path\": \"1_Pooling\"}]", "got '0_Transformer' and '1_Pooling'")]
    [InlineData("modules.json", "[{\"type\": \"a.Transformer\", \"path\": \"\"}, {\"type\": \"a.Pooling\", \"path\": \"5_Pooling\"}]", "names the pooling module '5_Pooling', but its config.json is missing")]
    [InlineData("1_Pooling/config.json", "{\"pooling_mode_max_tokens\": true}", "'pooling_mode' must be mean or cls, got max_tokens")]
    [InlineData("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": true}", "got cls_token and mean_tokens")]
    [InlineData("sentence_bert_config.json", "{\"max_seq_length\": 2}", "'max_seq_length' must be 3 or more, got 2")]
    public void FromFolder_UnsupportedSentenceFile_NamesTheKey(string file, string json, string expected)
    {
        _folder.Write(file, json);
        Assert.Contains(expected, Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AcquireText_VocabularyBeyondTheModel_IsRefused()
    {
        string config = File.ReadAllText(_folder.File("config.json"));
        File.WriteAllText(_folder.File("config.json"), config.Replace("\"vocab_size\": 700", "\"vocab_size\": 600", StringComparison.Ordinal));
        Assert.Contains("but the model knows 600 ids", Assert.Throws<WeightsException>(() => VlmEncoder.FromFolder(_folder.Path).AcquireText(torch.CPU)).Message, StringComparison.Ordinal);
    }

    private torch.Tensor Encode(string[] texts)
    {
        using EncoderLease<ITextEncoder> lease = VlmEncoder.FromFolder(_folder.Path).AcquireText(torch.CPU);
        using IDisposable inference = torch.inference_mode();
        return lease.Encoder.Encode(texts);
    }

    private torch.Tensor MeanOfFirstText()
    {
        long length = _golden.Read("in.text")[0].ne(0).sum().ToInt64();
        Assert.InRange(length, 3, 96);
        return _golden.Read("out.text.last_hidden_state")[0].narrow(0, 0, length).mean([0]);
    }

    private static string[] ReadTexts()
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(GoldenFiles.Path("biomedclip", "cases.json")));
        return [.. cases.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
    }
}
