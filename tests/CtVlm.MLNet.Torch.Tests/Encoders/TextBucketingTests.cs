using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Texts of all lengths in one call, against each text alone.</summary>
public sealed class TextBucketingTests
{
    private static readonly string[] s_words = ["terminal", "ileum", "wall", "thickening", "no", "fistula", "enhancement", "normal", "mild", "7", "mm", "."];

    public TextBucketingTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void Encode_TextsOfAllLengths_EqualsEachAloneInTheirOrder()
    {
        using EncoderLease<ITextEncoder> lease = VlmEncoder.FromSeed(1).AcquireText(torch.CPU);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable inference = torch.inference_mode();
        string[] texts = MakeTexts(150);
        torch.Tensor together = lease.Encoder.Encode(texts);
        Assert.Equal([150, lease.Encoder.Width], together.shape);
        for (int i = 0; i < texts.Length; i += 7)
        {
            torch.Tensor alone = lease.Encoder.Encode([texts[i]]);
            Assert.InRange((together[i] - alone[0]).abs().max().ToDouble(), 0, 1e-5);
        }
    }

    [Fact]
    public void CountTokens_ManyTexts_EqualsEachAlone()
    {
        using EncoderLease<ITextEncoder> lease = VlmEncoder.FromSeed(1).AcquireText(torch.CPU);
        string[] texts = MakeTexts(300);
        Assert.Equal(texts.Select(text => lease.Encoder.CountTokens([text])[0]), lease.Encoder.CountTokens(texts));
    }

    [Fact]
    public void Encode_ManyTexts_LeavesNoTensor()
    {
        using EncoderLease<ITextEncoder> lease = VlmEncoder.FromSeed(1).AcquireText(torch.CPU);
        using IDisposable inference = torch.inference_mode();
        string[] texts = MakeTexts(100);
        lease.Encoder.Encode(texts).Dispose();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor vectors = lease.Encoder.Encode(texts);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.True(scope.Contains(vectors));
    }

    private static string[] MakeTexts(int count)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(0, 140)).Select(_ => s_words[random.Next(s_words.Length)])))];
    }
}
