using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>What is run: the strategies, and the passes of encoders that they share.</summary>
internal sealed class StrategyPlan
{
    private StrategyPlan(IReadOnlyList<PlannedStrategy> strategies, IReadOnlyList<EncoderPass> passes, int repeated)
    {
        Strategies = strategies;
        Passes = passes;
        Repeated = repeated;
    }

    /// <summary>The strategies, in the order of the space; each trial's number is its place here.</summary>
    public IReadOnlyList<PlannedStrategy> Strategies { get; }

    /// <summary>The passes over the series, in the order in which they are made.</summary>
    public IReadOnlyList<EncoderPass> Passes { get; }

    /// <summary>How many strategies of the space were left out because an equal one is listed before.</summary>
    public int Repeated { get; }

    /// <summary>Everything that tells these strategies from others.</summary>
    public string Fingerprint() => StrategyText.Hash(string.Join('\n', Strategies.Select(s => s.Key)));

    /// <summary>Makes the plan; computes the hashes of the encoders, but loads none.</summary>
    /// <exception cref="InvalidOperationException">There is no strategy.</exception>
    public static StrategyPlan Create(StrategyExperimentSettings settings)
    {
        StrategyTuner tuner = settings.Tuner;
        IReadOnlyList<EmbeddingStrategy> all = tuner.Candidates is { } count ? settings.Space.Draw(count, settings.Seed) : settings.Space.Enumerate();
        Dictionary<VlmEncoder, string> hashes = all.Select(s => s.Encoder).Distinct().ToDictionary(e => e, e => e.GetHash());
        HashSet<string> ambiguous = [.. hashes.GroupBy(h => h.Key.Name).Where(g => g.Select(h => h.Value).Distinct().Count() > 1).Select(g => g.Key)];
        EmbeddingStrategy[] distinct = [.. all.DistinctBy(s => Key(s, hashes[s.Encoder]))];
        if (distinct.Length == 0)
        {
            throw new InvalidOperationException("StrategyExperiment: the space holds no strategy. Loosen its filter, or add choices.");
        }

        string[][] parts = [.. distinct.Select(s => Parts(s, hashes[s.Encoder], ambiguous))];
        bool[] varies = [.. Enumerable.Range(0, parts[0].Length).Select(i => parts.Any(p => p[i] != parts[0][i]))];
        List<EncoderPass> passes = [];
        PlannedStrategy[] planned =
        [
            .. distinct.Select((s, id) => new PlannedStrategy(
                new StrategyTrial(id, distinct.Length, s, ShortName(parts[id], varies)), Key(s, hashes[s.Encoder]), FindPass(passes, s, hashes[s.Encoder]))),
        ];
        foreach (PlannedStrategy strategy in planned.Where(s => s.Strategy.Pooling.TakesPositions))
        {
            passes[strategy.Pass].NeedsPositions = true;
        }

        return new StrategyPlan(planned, passes, all.Count - distinct.Length);
    }

    private static string Key(EmbeddingStrategy strategy, string encoderHash) =>
        string.Join('\u0001', [encoderHash, EncoderInput.For(strategy.Encoder, strategy.Rendering).Text, .. strategy.Parts]);

    private static string[] Parts(EmbeddingStrategy strategy, string hash, HashSet<string> ambiguous)
    {
        string[] parts = [.. strategy.Parts];
        parts[0] = ambiguous.Contains(parts[0]) ? $"{parts[0]}@{StrategyText.Hash(hash, 8)}" : parts[0];
        return parts;
    }

    private static string ShortName(string[] parts, bool[] varies) =>
        string.Join(" | ", varies.Contains(true) ? parts.Where((_, i) => varies[i]) : parts);

    private static int FindPass(List<EncoderPass> passes, EmbeddingStrategy strategy, string encoderHash)
    {
        string key = string.Join('\u0001', encoderHash, EncoderInput.For(strategy.Encoder, strategy.Rendering).Text, strategy.Point);
        int found = passes.FindIndex(p => p.Key == key);
        if (found < 0)
        {
            found = passes.Count;
            passes.Add(new EncoderPass(key, encoderHash, strategy.Encoder, strategy.Rendering, strategy.Point));
        }

        return found;
    }
}
