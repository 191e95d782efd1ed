using System.Diagnostics;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes the steps of a task: gradient, clipping, AdamW, running mean, validation, checkpoint, progress.</summary>
/// <remarks>
/// On the CPU, seed and data decide every step to the last bit, whether the run was stopped between or not; a stopped run repeats no more steps than lie between two checkpoints.
/// Nothing global is seeded or drawn from. A step that the loss scale leaves out counts as one: the schedule goes on, so that a run ends; parameters, optimizer and running mean stay.
/// </remarks>
internal sealed partial class TrainingLoop : IDisposable
{
    private readonly TrainingTask _task;
    private readonly TrainingLoopSettings _settings;
    private readonly AdamW _optimizer;
    private readonly string _description;
    private readonly Stopwatch _watch = new();
    private TrainingState _state = new();
    private int _resumedFrom;

    private TrainingLoop(TrainingTask task, TrainingLoopSettings settings)
    {
        _task = task;
        _settings = settings;
        _optimizer = AdamW.Create([.. task.Parameters.Select(p => p.Parameter)], settings.Optimizer, settings.Path);
        _description = $"{task.Description}; {settings.Describe()}";
    }

    /// <summary>Trains a task; its parameters then have the values of the best validation, or of the last step where nothing is held back.</summary>
    /// <param name="task">The task.</param>
    /// <param name="settings">How.</param>
    /// <param name="cancellationToken">Stops within one step; the last checkpoint stays, and one of the last step made is written.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="TrainingDivergedException">A loss or a gradient is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The checkpoint is of another run.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written; the last good one stays.</exception>
    public static TrainingReport Run(TrainingTask task, TrainingLoopSettings settings, CancellationToken cancellationToken = default)
    {
        TorchRuntime.EnsureLoaded();
        using TrainingLoop loop = new(task, settings);
        return loop.Run(cancellationToken);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _state.Average?.Dispose();
    }

    private TrainingReport Run(CancellationToken cancellationToken)
    {
        Resume();
        _watch.Start();
        while (_state.Step < _settings.Steps && !_state.HasStoppedEarly)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Save();
                throw new OperationCanceledException(cancellationToken);
            }

            MakeStep();
            ValidateWhenDue();
            SaveWhenDue();
        }

        if (_state.Best is float[][] best)
        {
            ParameterValues.Write(_task.Parameters, best);
        }
        else
        {
            _state.Average?.Exchange();
        }

        return CreateReport();
    }

    private void Resume()
    {
        if (_settings.CheckpointPath is string path && TrainingCheckpoint.Load(path, _description, _task.Parameters, _optimizer) is TrainingState state)
        {
            _state = state;
            _resumedFrom = state.Step;
            return;
        }

        _state.Scale = _settings.LossScaling?.Begin() ?? LossScale.None;
        if (_settings.AverageDecay is not null)
        {
            _state.Average = RunningMean.Of(_task.Parameters, ParameterValues.Read(_task.Parameters), _optimizer.Path);
        }
    }

    private void MakeStep()
    {
        double loss = TakeGradient();
        RequireFinite(loss, "loss");
        double length = _optimizer.MeasureGradient() / _state.Scale.Value;
        double rate = _settings.Schedule.At(_state.Step);
        if (_settings.LossScaling?.Skips(_state.Scale, length) != true)
        {
            RequireFinite(length, "gradient's length");
            Move(rate, length);
        }

        _state.Scale = _settings.LossScaling?.After(_state.Scale, length) ?? _state.Scale;
        _state.Losses.Add(loss);
        _state.Step++;
        ReportProgress(loss, length, rate);
    }

    private double TakeGradient()
    {
        _optimizer.ClearGradients();
        double loss = 0;
        for (int part = 0; part < _settings.Accumulation; part++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            loss += _task.Backward(new TrainingStep(_settings.Seed, _state.Step, part, _state.Scale.Value / _settings.Accumulation)) / _settings.Accumulation;
        }

        return loss;
    }

    // Gradients are still multiplied by the loss scale.
    private void Move(double rate, double length)
    {
        _optimizer.Step(rate, GetClipping(length) / _state.Scale.Value);
        _task.AfterStep();
        _state.Average?.Update(_settings.AverageDecay!.Value);
    }

    // As torch's clip_grad_norm_ has it.
    private double GetClipping(double length) => _settings.GreatestGradient is double greatest ? Math.Min(1, greatest / (length + 1e-6)) : 1;

    private void SaveWhenDue()
    {
        if (_state.Step % _settings.CheckpointEvery == 0 || _state.Step == _settings.Steps || _state.HasStoppedEarly)
        {
            Save();
        }
    }

    private void Save()
    {
        if (_settings.CheckpointPath is string path)
        {
            TrainingCheckpoint.Save(path, _description, _task.Parameters, _optimizer, _state);
        }
    }

    private void RequireFinite(double value, string what)
    {
        if (double.IsFinite(value))
        {
            return;
        }

        Save();
        throw new TrainingDivergedException(
            FormattableString.Invariant($"Training stopped at step {_state.Step + 1} of {_settings.Steps}: the {what} is {value}, a finite number expected. The parameters are those of step {_state.Step}{WhereSaved}. Lower the learning rate, which is {_settings.Schedule.At(_state.Step)}, lengthen the warm-up, or bound the gradient{Wider}."),
            _state.Step,
            _settings.CheckpointPath);
    }

    // Numbers beyond 65504 are none to float16.
    private string Wider => _settings.LossScaling is null ? "" : "; or train in BFloat16 or Float32, which hold larger numbers";

    private string WhereSaved => _settings.CheckpointPath is string path ? $", saved in {path}" : "";

    private void ReportProgress(double loss, double length, double rate)
    {
        if (_settings.Progress is null)
        {
            return;
        }

        double perStep = _watch.Elapsed.TotalSeconds / (_state.Step - _resumedFrom);
        _settings.Progress.Report(new TrainingProgress(
            _state.Step,
            _settings.Steps,
            loss,
            length,
            rate,
            _state.Metrics.Count > 0 ? _state.Metrics[^1] : null,
            _task.ItemsPerStep * _settings.Accumulation / Math.Max(perStep, 1e-9),
            TimeSpan.FromSeconds(perStep * (_settings.Steps - _state.Step)))
        {
            LossScale = _state.Scale.Value,
            SkippedSteps = _state.Scale.SkippedSteps,
        });
    }

    private TrainingReport CreateReport() => new()
    {
        Losses = _state.Losses.AsReadOnly(),
        ValidatedSteps = _state.ValidatedSteps.AsReadOnly(),
        Metrics = _state.Metrics.AsReadOnly(),
        MetricName = _state.MetricName,
        BestStep = _state.BestStep > 0 ? _state.BestStep : _state.Step,
        ResumedFrom = _resumedFrom,
        HasStoppedEarly = _state.HasStoppedEarly,
        SkippedSteps = _state.Scale.SkippedSteps,
        Time = _watch.Elapsed,
    };
}
