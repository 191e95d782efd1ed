using CtVlm.MLNet;
using Microsoft.ML;
using Spectre.Console;

namespace CompareGeometries;

/// <summary>Two bars: the series through the encoder, then the strategies, with the best so far.</summary>
internal sealed class LiveProgress : IStrategyMonitor, IProgress<EmbedProgress>
{
    private readonly ProgressTask _series;
    private readonly ProgressTask _strategies;

    private LiveProgress(ProgressContext context, int rows)
    {
        _series = context.AddTask("Series through the encoder", maxValue: rows);
        _strategies = context.AddTask("Strategies", autoStart: false);
    }

    public static StrategyExperimentResult Show(MLContext ml, int rows, Func<IStrategyMonitor, StrategyExperimentResult> run) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new ElapsedTimeColumn())
        .Start(context =>
        {
            LiveProgress progress = new(context, rows);
            ml.ConfigureCtVlm(new CtRuntimeOptions { Progress = progress });
            return run(progress);
        });

    public void Report(EmbedProgress value) => _series.Value = value.SeriesDone;

    public void ReportRunningTrial(StrategyTrial trial)
    {
        _series.StopTask();
        _strategies.MaxValue = trial.TrialCount;
        if (!_strategies.IsStarted)
        {
            _strategies.StartTask();
        }
    }

    public void ReportCompletedTrial(StrategyRunDetail run) => _strategies.Increment(1);

    public void ReportBestTrial(StrategyRunDetail run) =>
        _strategies.Description = Markup.Escape(FormattableString.Invariant($"Strategies; best macro F1 {run.Metric:F3}: {run.Trial.ShortName}"));

    public void ReportFailTrial(StrategyTrial trial, string message)
    {
        _strategies.Increment(1);
        AnsiConsole.MarkupLineInterpolated($"[yellow]{trial} failed: {message}[/]");
    }
}
