using System.Diagnostics;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes the steps of a task: gradient, clipping, AdamW, running mean, validation, checkpoint, progress.</summary>
/// <remarks>
/// On the CPU, seed and data decide every step to the last bit, whether the run was stopped between or not; a stopped run repeats no more steps than lie between two checkpoints.
/// Nothing global is seeded or drawn from.
/// </remarks>
internal sealed class TrainingLoop
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
        _optimizer = new AdamW([.. task.Parameters.Select(p => p.Parameter)], settings.Optimizer);
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
        return new TrainingLoop(task, settings).Run(cancellationToken);
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
        else if (_state.Average is float[][] average)
        {
            ParameterValues.Write(_task.Parameters, average);
        }

        return CreateReport();
    }

    private void Resume()
    {
        if (_settings.CheckpointPath is string path && TrainingCheckpoint.Load(path, _description, _task.Parameters, _optimizer) is TrainingState state)
        {
            _state = state;
            _resumedFrom = state.Step;
        }
        else if (_settings.AverageDecay is not null)
        {
            _state.Average = ParameterValues.Read(_task.Parameters);
        }
    }

    private void MakeStep()
    {
        _optimizer.ClearGradients();
        double loss = 0;
        for (int part = 0; part < _settings.Accumulation; part++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            loss += _task.Backward(new TrainingStep(_settings.Seed, _state.Step, part, 1.0 / _settings.Accumulation)) / _settings.Accumulation;
        }

        RequireFinite(loss, "loss");
        double length = _optimizer.MeasureGradient();
        RequireFinite(length, "gradient's length");
        double rate = _settings.Schedule.At(_state.Step);
        _optimizer.Step(rate, GetClipping(length));
        _task.AfterStep();
        if (_state.Average is float[][] average)
        {
            ParameterValues.Average(average, _task.Parameters, _settings.AverageDecay!.Value);
        }

        _state.Losses.Add(loss);
        _state.Step++;
        ReportProgress(loss, length, rate);
    }

    // As torch's clip_grad_norm_ has it.
    private double GetClipping(double length) => _settings.GreatestGradient is double greatest ? Math.Min(1, greatest / (length + 1e-6)) : 1;

    private void ValidateWhenDue()
    {
        if (_state.Step % _settings.ValidateEvery != 0 && _state.Step != _settings.Steps)
        {
            return;
        }

        float[][]? moving = null;
        if (_state.Average is float[][] average)
        {
            moving = ParameterValues.Read(_task.Parameters);
            ParameterValues.Write(_task.Parameters, average);
        }

        if (_task.Validate() is TrainingMetric metric)
        {
            Remember(metric);
        }

        if (moving is not null)
        {
            ParameterValues.Write(_task.Parameters, moving);
        }
    }

    private void Remember(TrainingMetric metric)
    {
        RequireFinite(metric.Value, metric.Name);
        _state.ValidatedSteps.Add(_state.Step);
        _state.Metrics.Add(metric.Value);
        _state.MetricName = metric.Name;
        if (_state.Best is null || metric.IsBetterThan(_state.BestMetric))
        {
            _state.Best = ParameterValues.Read(_task.Parameters);
            _state.BestMetric = metric.Value;
            _state.BestStep = _state.Step;
            _state.Stalled = 0;
        }
        else
        {
            _state.HasStoppedEarly = ++_state.Stalled >= _settings.Patience;
        }
    }

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
            FormattableString.Invariant($"Training stopped at step {_state.Step + 1} of {_settings.Steps}: the {what} is {value}, a finite number expected. The parameters are those of step {_state.Step}{WhereSaved}. Lower the learning rate, which is {_settings.Schedule.At(_state.Step)}, lengthen the warm-up, or bound the gradient."),
            _state.Step,
            _settings.CheckpointPath);
    }

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
            TimeSpan.FromSeconds(perStep * (_settings.Steps - _state.Step))));
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
        Time = _watch.Elapsed,
    };
}
