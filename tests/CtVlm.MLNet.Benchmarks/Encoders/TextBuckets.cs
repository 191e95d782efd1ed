using System.Globalization;
using CtVlm.MLNet.Torch;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>A text tower of BERT's context, whose batches are as long as their texts, against one that fills every text up to the context.</summary>
internal static class TextBuckets
{
    public const string Title = "text tower: speed / padding to 256 tokens";

    private const double LeastSpeedup = 3;
    private const int Texts = 32;

    /// <summary>Both sides give the same vectors before they are timed.</summary>
    public static LimitResult Measure()
    {
        ClipEncoderSize size = new() { Width = BenchmarkScale.IsShort ? 128 : 768, Layers = BenchmarkScale.IsShort ? 2 : 4, Heads = 4, ProjectedWidth = 64, ContextLength = 256 };
        HashedWordTokenizer tokenizer = new(size.VocabularySize, size.ContextLength);
        using ITextEncoder product = Load(size, tokenizer);
        using ITextEncoder padded = Load(size, new PaddingTokenizer(tokenizer));
        string[] sentences = ReportSentences.Make(Texts);
        FixtureCheck.Same(Embed(padded, sentences), Embed(product, sentences), tolerance: 1e-5f, "Text vectors");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"encoders: texts of {product.CountTokens(sentences).Average(t => t.Used):F1} tokens on average"));
        return RoundTimes.Measure(() => SideTime.Of(() => Embed(product, sentences)), () => SideTime.Of(() => Embed(padded, sentences))).ToResult(Title, LeastSpeedup);
    }

    private static ITextEncoder Load(ClipEncoderSize size, ITextTokenizer tokenizer) =>
        TowerLoader.LoadText(() => new ClipTextModel(size.ToConfig()), tokenizer, size.ProjectedWidth, new ModelLoadOptions(CPU), module => ClipSeed.Fill(module, 1));

    private static float[] Embed(ITextEncoder encoder, string[] sentences)
    {
        using IDisposable mode = inference_mode();
        using Tensor vectors = encoder.Encode(sentences);
        return vectors.data<float>().ToArray();
    }

    /// <summary>The same ids, filled up to the context.</summary>
    private sealed class PaddingTokenizer(ITextTokenizer inner) : ITextTokenizer
    {
        public int ContextLength => inner.ContextLength;

        public int PadId => inner.PadId;

        public bool PadsToContext => true;

        public TokenizedText Encode(string text) => inner.Encode(text);
    }
}
