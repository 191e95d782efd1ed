using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Report sentences through CLIP's own vocabulary, in both libraries' cleanings, on as many threads as a text tower uses.</summary>
internal static class Tokenizing
{
    public const string Title = "tokenizing: million sentences a minute";

    private const double LeastMillions = 1;
    private const int Rounds = 3;

    /// <summary>One row a cleaning; a tokenizer's first round, when it knows no word yet, is the one that is judged.</summary>
    public static IEnumerable<LimitResult> Measure()
    {
        string folder = UnpackVocabulary();
        string[] sentences = ReportSentences.Make(BenchmarkScale.IsShort ? 2_000 : 100_000);
        return [.. Enum.GetValues<ClipCleaning>().Select(cleaning => Measure(cleaning, ClipTokenizerFiles.Read(folder, 77, cleaning), sentences))];
    }

    private static LimitResult Measure(ClipCleaning cleaning, ITextTokenizer tokenizer, string[] sentences)
    {
        // Nothing of the vocabulary is looked up, but the code is compiled.
        tokenizer.Encode("");
        double[] millions = [.. Enumerable.Range(0, Rounds).Select(_ => Round(tokenizer, sentences))];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"encoders: tokenizing with {cleaning}'s cleaning: {sentences.Average(s => tokenizer.Encode(s).Ids.Count):F1} tokens a sentence; million sentences a minute, first to last round: {string.Join(", ", millions.Select(m => m.ToString("F1", CultureInfo.InvariantCulture)))}"));
        return new LimitResult($"{Title}, {cleaning}", millions[0], LeastMillions, LimitSide.AtLeast);
    }

    private static double Round(ITextTokenizer tokenizer, string[] sentences)
    {
        TokenizedText[] tokenized = new TokenizedText[sentences.Length];
        long start = Stopwatch.GetTimestamp();
        Parallel.For(0, sentences.Length, i => tokenized[i] = tokenizer.Encode(sentences[i]));
        return sentences.Length / 1e6 / Stopwatch.GetElapsedTime(start).TotalMinutes;
    }

    private static string UnpackVocabulary()
    {
        string folder = Directory.CreateDirectory(FixtureFolder.Combine("vocabulary")).FullName;
        foreach (string name in new[] { ClipTokenizerFiles.VocabularyJson, ClipTokenizerFiles.MergesText })
        {
            using GZipStream packed = new(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Encoders", $"{name}.gz")), CompressionMode.Decompress);
            using FileStream unpacked = File.Create(Path.Combine(folder, name));
            packed.CopyTo(unpacked);
        }

        return folder;
    }
}
