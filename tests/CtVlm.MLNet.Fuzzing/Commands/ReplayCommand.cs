namespace CtVlm.MLNet.Fuzzing;

/// <summary>Runs given inputs once and says what came of each; or makes one that fails shorter.</summary>
internal static class ReplayCommand
{
    public const string Verb = "replay";
    public const string MinimiseVerb = "minimise";

    /// <summary>Runs the files.</summary>
    /// <returns>0 when none fails, otherwise 1.</returns>
    public static int Run(CommandLine line)
    {
        using IFuzzTarget target = FuzzTargets.Make(line.Word(1, "The target"));
        Executor executor = new(target, watchesTime: true);
        int failed = 0;
        foreach (string path in line.Words.Skip(2))
        {
            Outcome outcome = executor.Run(File.ReadAllBytes(path));
            Console.WriteLine($"{path}: {(outcome.Failure == null ? outcome.IsAccepted ? "delivered" : "refused" : outcome.Failure)}");
            failed += outcome.Failure == null ? 0 : 1;
        }

        return failed == 0 ? 0 : 1;
    }

    /// <summary>Writes a shorter form of a failing input.</summary>
    /// <returns>0, or 1 when the input does not fail.</returns>
    public static int Minimise(CommandLine line)
    {
        using IFuzzTarget target = FuzzTargets.Make(line.Word(1, "The target"));
        Executor executor = new(target, watchesTime: true);
        byte[] input = File.ReadAllBytes(line.Word(2, "The input"));
        Outcome outcome = executor.Run(input);
        if (outcome.Failure == null)
        {
            Console.WriteLine("The input does not fail.");
            return 1;
        }

        byte[] shorter = Minimiser.Reduce(executor, input, outcome.Key);
        File.WriteAllBytes(line.Word(3, "The output"), shorter);
        Console.WriteLine($"{input.Length} -> {shorter.Length} bytes: {outcome.Key}");
        return 0;
    }
}
