using CtVlm.MLNet.Torch;
using Spectre.Console;

namespace AdaptAndCompare;

/// <summary>A bar for the steps of a configuration.</summary>
internal sealed class StepDisplay : IProgress<TrainingProgress>
{
    private readonly ProgressTask _task;
    private readonly string _title;

    private StepDisplay(ProgressTask task, string title)
    {
        _task = task;
        _title = title;
    }

    public static ConfigurationResult Show(string title, Func<IProgress<TrainingProgress>, ConfigurationResult> run) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => run(new StepDisplay(context.AddTask(title.EscapeMarkup()), title)));

    public void Report(TrainingProgress value)
    {
        _task.MaxValue = value.Steps;
        _task.Value = value.Step;
        _task.Description = FormattableString.Invariant($"{_title}: loss {value.Loss:F3}, {value.ItemsPerSecond:F0} slices/s").EscapeMarkup();
    }
}
