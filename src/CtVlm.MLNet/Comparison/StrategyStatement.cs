using System.Globalization;
using System.Text;

namespace CtVlm.MLNet;

/// <summary>Says in plain words what an experiment found.</summary>
internal sealed class StrategyStatement(
    StrategyExperimentSettings settings,
    StrategyCohort cohort,
    IReadOnlyList<StrategyRunDetail> details,
    StrategyRunDetail best,
    StrategyRunDetail recommended,
    IReadOnlyList<StrategyDifference> differences,
    NestedEstimate? nested,
    bool isInflated,
    StrategyStopReason reason)
{
    private readonly StringBuilder _text = new();

    private StrategyRunDetail[] Completed => [.. details.Where(d => d.Status == StrategyRunStatus.Completed)];

    /// <summary>Writes it, a sentence a line.</summary>
    public string Write()
    {
        SayBest();
        SayDifferences();
        SayRecommended();
        SayWorth();
        SayRetrieval();
        SayWhatIsMissing();
        if (isInflated)
        {
            Say("All figures are too good, for training rows know of what is tested: the warnings say how.");
        }

        return _text.ToString().TrimEnd('\n');
    }

    private void SayBest()
    {
        string patients = settings.RowsAreIndependent ? "" : Invariant($" of {cohort.Patients.Distinct().Count()} patients");
        Say(details.Count == 1
            ? Invariant($"One strategy was run: {best.Trial.ShortName}, {Figure(best)} over {cohort.Count} rows{patients} in {settings.Folds} folds.")
            : Invariant($"Best of {Completed.Length} strategies by {StrategyScores.NameOf(settings.Metric)} over {cohort.Count} rows{patients} in {settings.Folds} folds: {best.Trial.ShortName}, {Figure(best)}."));
    }

    private void SayDifferences()
    {
        if (differences.Count == 0)
        {
            return;
        }

        int alike = differences.Count(d => !d.IsDistinguishable);
        string level = Invariant($"at level {settings.ConfidenceLevel} ({differences[0].Method})");
        Say(alike == 0
            ? $"It can be told from every other strategy {level}."
            : Invariant($"It cannot be told from {alike} of the {differences.Count} other strategies {level}: their ranks among each other mean nothing."));
    }

    private void SayRecommended()
    {
        if (Completed.Length < 2)
        {
            return;
        }

        Say(recommended == best
            ? "Recommended: the best, for no simpler strategy comes within one standard error of it."
            : Invariant($"Recommended: {recommended.Trial.ShortName}, {Figure(recommended)}, the simplest strategy within one standard error of the best. What the best has over it may be luck."));
    }

    private void SayWorth()
    {
        if (nested is not null)
        {
            Say(Invariant($"Choosing in this way and testing the choice on rows that had no part in it gives {nested.Metric:F3} (standard error {nested.StandardError:F3}); expect this, not the best's own figure, of new patients."));
        }
        else if (Completed.Length > 1)
        {
            Say("The best's own figure is too good, for it was chosen by it; the choice itself was not tested.");
        }
    }

    private void SayRetrieval()
    {
        StrategyRunDetail[] ranked = [.. Completed.Where(d => d.Retrieval is not null)];
        if (ranked.Length == 0)
        {
            return;
        }

        StrategyRunDetail top = ranked.MaxBy(d => d.Retrieval!.Mrr)!;
        Say(Invariant($"Best at text-to-image retrieval: {top.Trial.ShortName}, MRR {top.Retrieval!.Mrr:F3}, {top.Retrieval.ChanceMrr:F3} by chance; its macro F1 is {top.ValidationMetrics!.MacroF1:F3}, the best classifier's MRR {(best.Retrieval is { } own ? Invariant($"{own.Mrr:F3}") : "not measured")}."));
    }

    private void SayWhatIsMissing()
    {
        int failed = details.Count(d => d.Status == StrategyRunStatus.Failed), open = details.Count(d => d.Status == StrategyRunStatus.NotRun);
        int eliminated = details.Count(d => d.Status == StrategyRunStatus.Eliminated);
        if (eliminated > 0)
        {
            Say(Invariant($"{eliminated} strategies were left behind after some of the folds."));
        }

        if (failed > 0)
        {
            Say(Invariant($"{failed} strategies failed; the first: {details.First(d => d.Status == StrategyRunStatus.Failed).ErrorMessage}"));
        }

        if (reason != StrategyStopReason.Finished)
        {
            Say(Invariant($"The run ended early ({reason}): {open} of {details.Count} strategies are not through."));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string Figure(StrategyRunDetail run) => double.IsFinite(run.StandardError)
        ? Invariant($"{StrategyScores.NameOf(settings.Metric)} {run.Metric:F3} (standard error {run.StandardError:F3})")
        : Invariant($"{StrategyScores.NameOf(settings.Metric)} {run.Metric:F3}");

    private void Say(string sentence) => _text.Append(sentence).Append('\n');
}
