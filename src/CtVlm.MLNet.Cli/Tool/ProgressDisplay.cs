using System.Diagnostics;
using Spectre.Console;

namespace CtVlm.MLNet.Cli;

/// <summary>Shows how far a run is: a bar where a person looks on, else a plain line now and then.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(15);

    /// <summary>Runs work and shows its progress on standard error.</summary>
    /// <param name="console">The console.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it may report from any thread.</param>
    public static Task<T> RunAsync<T>(ToolConsole console, string title, Func<IProgress<ProgressStep>, Task<T>> work) =>
        console.IsErrorTerminal ? RunWithBarAsync(console, title, work) : work(new LineProgress(console.Error, title));

    private static Task<T> RunWithBarAsync<T>(ToolConsole console, string title, Func<IProgress<ProgressStep>, Task<T>> work) =>
        console.CreateProgressConsole().Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new BarProgress(context.AddTask(Markup.Escape(title)), title)));

    private sealed class BarProgress(ProgressTask bar, string title) : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value)
        {
            bar.MaxValue = Math.Max(value.Total, 1);
            bar.Value = value.Done;
            bar.Description = Markup.Escape(value.Note.Length == 0 ? title : $"{title} ({value.Note})");
        }
    }

    private sealed class LineProgress(TextWriter writer, string title) : IProgress<ProgressStep>
    {
        private readonly Lock _lock = new();
        private readonly Stopwatch _sinceLine = Stopwatch.StartNew();

        public void Report(ProgressStep value)
        {
            lock (_lock)
            {
                if (_sinceLine.Elapsed < LineInterval)
                {
                    return;
                }

                _sinceLine.Restart();
                string note = value.Note.Length == 0 ? "" : $", {value.Note}";
                writer.WriteLine($"{title}: {PlainText.Number(value.Done)} of {PlainText.Number(value.Total)}{note}");
            }
        }
    }
}
