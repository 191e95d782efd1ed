using Spectre.Console;

namespace Quickstart;

/// <summary>A progress bar on the console.</summary>
internal static class Bars
{
    public static void Show(string title, int total, Action<ProgressTask> work) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            ProgressTask bar = context.AddTask(title, maxValue: total);
            work(bar);
            bar.Value = total;
        });
}
