using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Embeds the first series of a folder in a process of its own, and prints that process's peak.</summary>
internal static class MemoryChild
{
    public const string Verb = "memory-child";

    public static int Run(string folder, int count)
    {
        string[] folders = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Take(count)];
        using PipelineEmbedding pipeline = new(folders, BenchmarkEncoders.Tiny, CtRendering.EnterographyRgb(SliceSelection.Uniform(8)));
        int bags = pipeline.Run().Count(bag => bag.Length > 0 && float.IsFinite(bag[^1]));
        if (bags != count)
        {
            Console.Error.WriteLine($"{bags} series of {count} were embedded.");
            return 1;
        }

        Console.WriteLine(PeakMemory.Read());
        return 0;
    }
}
