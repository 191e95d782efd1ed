using SharpFuzz;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>The same targets under AFL++ and libFuzzer, and what those need: an instrumented library and a folder of seeds.</summary>
internal static class OtherFuzzers
{
    public const string AflVerb = "afl";
    public const string LibFuzzerVerb = "libfuzzer";
    public const string InstrumentVerb = "instrument";
    public const string CorpusVerb = "corpus";

    /// <summary>Serves AFL++'s fork server protocol; ends when AFL++ does.</summary>
    public static int Afl(CommandLine line)
    {
        IFuzzTarget? target = null;
        Fuzzer.OutOfProcess.Run(stream =>
        {
            // Made at the first run: SharpFuzz has then put the trace where AFL++ reads it.
            target ??= FuzzTargets.Make(line.Word(1, "The target"));
            using MemoryStream input = new();
            stream.CopyTo(input);
            target.Run(input.ToArray());
        });
        target?.Dispose();
        return 0;
    }

    /// <summary>Serves the protocol of libfuzzer-dotnet; ends when that does.</summary>
    public static int LibFuzzer(CommandLine line)
    {
        IFuzzTarget? target = null;
        Fuzzer.LibFuzzer.Run(input =>
        {
            target ??= FuzzTargets.Make(line.Word(1, "The target"));
            target.Run(input.ToArray());
        });
        target?.Dispose();
        return 0;
    }

    /// <summary>Rewrites an assembly so that it traces its branches.</summary>
    public static int Instrument(CommandLine line)
    {
        // This process may have loaded the assembly: a copy is rewritten and takes its name.
        string assembly = line.Word(1, "The assembly");
        string copy = assembly + ".instrumented";
        File.Copy(assembly, copy, overwrite: true);
        int types = Fuzzer.Instrument(copy, _ => true, Options.Value).Count();
        File.Move(copy, assembly, overwrite: true);
        Console.WriteLine($"{types} types instrumented.");
        return types > 0 ? 0 : 1;
    }

    /// <summary>Writes a target's seeds and regressions as files.</summary>
    public static int Corpus(CommandLine line)
    {
        string folder = line.Word(2, "The folder");
        Directory.CreateDirectory(folder);
        using IFuzzTarget target = FuzzTargets.Make(line.Word(1, "The target"));
        int count = 0;
        foreach (byte[] seed in RepositoryFiles.Regressions(target.Name).Select(File.ReadAllBytes).Concat(target.Seeds()))
        {
            File.WriteAllBytes(Path.Combine(folder, $"seed-{count++:0000}"), seed);
        }

        Console.WriteLine($"{count} seeds.");
        return count > 0 ? 0 : 1;
    }
}
