using System.Diagnostics;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>
/// Runs a target over its seeds and regressions, then over mutations of them. With an instrumented library an input that takes a new way joins the corpus;
/// without one the loop mutates the seeds alone. A failure is made short, kept once, and the loop goes on.
/// </summary>
internal sealed class FuzzLoop
{
    private const int MaxFindings = 20;

    private readonly Executor _executor;
    private readonly FuzzOptions _options;
    private readonly Random _random;
    private readonly EdgeMap _edges = new();
    private readonly List<byte[]> _corpus = [];
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    private long _executions;
    private long _accepted;

    public FuzzLoop(IFuzzTarget target, FuzzOptions options)
    {
        _executor = new Executor(target, options.WatchesTime, options.BeforeRun);
        _options = options;
        _random = new Random(options.Seed);
    }

    private IFuzzTarget Target => _executor.Target;

    /// <summary>Runs to the end that the options name, or until there are too many findings to be worth more time.</summary>
    public FuzzReport Run()
    {
        long started = Stopwatch.GetTimestamp();
        bool IsOver() => _findings.Count >= MaxFindings
            || (_options.Duration != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(started) >= _options.Duration);
        foreach (byte[] seed in RepositoryFiles.Regressions(Target.Name).Select(File.ReadAllBytes).Concat(Target.Seeds()))
        {
            Try(seed, isSeed: true);
        }

        if (_corpus.Count == 0)
        {
            _corpus.Add([]);
        }

        Mutator mutator = new(_random, Target.Tokens, Target.MaxInputBytes);
        for (long i = 0; i < _options.MaxExecutions && !IsOver(); i++)
        {
            Try(mutator.Mutate(Pick(), _corpus[_random.Next(_corpus.Count)]), isSeed: false);
        }

        return new FuzzReport(Target.Name, _executions, _accepted, Stopwatch.GetElapsedTime(started), _corpus.Count, _edges.Edges, [.. _findings.Values]);
    }

    /// <summary>Every second time one of the youngest: what has just opened a new way is likely to open another.</summary>
    private byte[] Pick()
    {
        int youngest = Math.Min(_corpus.Count, 64);
        return _random.Next(2) == 0 ? _corpus[_random.Next(_corpus.Count)] : _corpus[_corpus.Count - 1 - _random.Next(youngest)];
    }

    private void Try(byte[] input, bool isSeed)
    {
        Outcome outcome = _executor.Run(input);
        _executions++;
        _accepted += outcome.IsAccepted ? 1 : 0;
        bool isNew = EdgeMap.IsInstrumented && _edges.Merge();
        if (outcome.Failure != null)
        {
            Keep(input, outcome);
        }
        else if (isSeed || isNew)
        {
            _corpus.Add(input);
        }
    }

    private void Keep(byte[] input, Outcome outcome)
    {
        if (!_findings.ContainsKey(outcome.Key))
        {
            byte[] shortest = Minimiser.Reduce(_executor, input, outcome.Key);
            _findings.Add(outcome.Key, new Finding(Target.Name, outcome.Key, shortest, $"{outcome.Failure}"));
        }
    }
}
