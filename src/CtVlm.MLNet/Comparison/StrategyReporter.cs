using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Tells the monitor of strategies, and the context's log now and then of how far the run is.</summary>
internal sealed class StrategyReporter(MLContext context, StrategyExperimentSettings settings, StrategyPlan plan)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly HashSet<int> _begun = [];
    private readonly HashSet<int> _ended = [];
    private TimeSpan _lastLog;
    private StrategyRunDetail? _best;

    /// <summary>An encoder pass begins.</summary>
    public void PassBegins(int pass) => Log(string.Create(
        CultureInfo.InvariantCulture, $"Embedding pass {pass + 1} of {plan.Passes.Count}: {plan.Passes[pass].Encoder.Name}, {plan.Passes[pass].Rendering}, {plan.Passes[pass].Point}."));

    /// <summary>A strategy begins; told once.</summary>
    public void Begins(PlannedStrategy strategy)
    {
        if (_begun.Add(strategy.Id))
        {
            settings.Monitor?.ReportRunningTrial(strategy.Trial);
        }
    }

    /// <summary>A strategy has run on all folds, or failed; told once.</summary>
    public void Ends(StrategyRunDetail run)
    {
        if (!_ended.Add(run.Trial.TrialId))
        {
            return;
        }

        if (run.Status == StrategyRunStatus.Failed)
        {
            settings.Monitor?.ReportFailTrial(run.Trial, run.ErrorMessage!);
            Log($"Strategy {run.Trial} failed: {run.ErrorMessage}", ChannelMessageKind.Warning);
        }
        else
        {
            settings.Monitor?.ReportCompletedTrial(run);
            ReportIfBest(run);
        }

        if (_watch.Elapsed - _lastLog >= LogInterval)
        {
            _lastLog = _watch.Elapsed;
            Log(Describe());
        }
    }

    /// <summary>The run is over.</summary>
    public void Finish() => Log(Describe());

    private void ReportIfBest(StrategyRunDetail run)
    {
        bool isHigherBetter = StrategyScores.IsHigherBetter(settings.Metric);
        if (double.IsFinite(run.Metric) && (_best is null || (isHigherBetter ? run.Metric > _best.Metric : run.Metric < _best.Metric)))
        {
            _best = run;
            settings.Monitor?.ReportBestTrial(run);
        }
    }

    private string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_ended.Count} of {plan.Strategies.Count} strategies in {_watch.Elapsed.TotalSeconds:F0} s{(_best is null ? "" : $"; best {StrategyScores.NameOf(settings.Metric)} {_best.Metric:F3}, {_best.Trial.ShortName}")}.");

    private void Log(string message, ChannelMessageKind kind = ChannelMessageKind.Info)
    {
        using IChannel channel = ((IHostEnvironment)context).Start("StrategyExperiment");
        if (kind == ChannelMessageKind.Warning)
        {
            channel.Warning(message);
        }
        else
        {
            channel.Info(message);
        }
    }
}
