using System.Diagnostics;
using System.Globalization;
using CtVlm.MLNet.Torch;

namespace TrainDemonstration;

/// <summary>The log of a run: a line of CSV every few steps, means over those steps; the same on the console.</summary>
internal sealed class TrainingLog : IDisposable
{
    /// <summary>The header.</summary>
    public const string Header = "stage,step,loss,contrastive,map,heads,accuracy,scale,gradient,learning_rate,items_per_second,seconds";

    private readonly StreamWriter _writer;
    private readonly int _every;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<(TrainingProgress Progress, StepFigures Figures)> _steps = [];

    /// <summary>Opens the log; a file that is there is appended to.</summary>
    /// <param name="path">The file.</param>
    /// <param name="every">Steps a line.</param>
    public TrainingLog(string path, int every)
    {
        bool isNew = !File.Exists(path);
        _writer = new StreamWriter(path, append: true) { AutoFlush = true, NewLine = "\n" };
        _every = every;
        if (isNew)
        {
            _writer.WriteLine(Header);
        }
    }

    /// <summary>Notes a step.</summary>
    public void Add(string stage, TrainingProgress progress, StepFigures figures)
    {
        _steps.Add((progress, figures));
        if (progress.Step % _every != 0 && progress.Step != progress.Steps)
        {
            return;
        }

        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{stage},{progress.Step},{Mean(s => s.Progress.Loss):F4},{Mean(s => s.Figures.Contrastive):F4},{Mean(s => s.Figures.Map):F4},{Mean(s => s.Figures.Heads):F4},{Mean(s => s.Figures.Accuracy):F3},{figures.Scale:F2},{Mean(s => s.Progress.GradientLength):F2},{progress.LearningRate:E2},{progress.ItemsPerSecond:F0},{_watch.Elapsed.TotalSeconds:F0}");
        _writer.WriteLine(line);
        Console.WriteLine($"{line}  ({progress.Remaining.TotalMinutes:F1} min left)");
        _steps.Clear();
    }

    /// <summary>Notes a figure of a stage.</summary>
    public void AddNote(string note)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"# {note}, at {_watch.Elapsed.TotalSeconds:F0} s");
        _writer.WriteLine(line);
        Console.WriteLine(line);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private double Mean(Func<(TrainingProgress Progress, StepFigures Figures), double> figure) => _steps.Average(figure);
}
