namespace CtVlm.MLNet.Torch;

/// <content>Measuring on data that is held back, and remembering the best.</content>
internal sealed partial class TrainingLoop
{
    private void ValidateWhenDue()
    {
        if (_state.Step % _settings.ValidateEvery != 0 && _state.Step != _settings.Steps)
        {
            return;
        }

        if (Validate() is (TrainingMetric metric, var best))
        {
            Remember(metric, best);
        }
    }

    // The values are those that were measured, where they are the best until now.
    private (TrainingMetric Metric, float[][]? Best)? Validate()
    {
        _state.Average?.Exchange();
        try
        {
            return _task.Validate() is TrainingMetric metric ? (metric, IsBest(metric) ? ParameterValues.Read(_task.Parameters) : null) : null;
        }
        finally
        {
            _state.Average?.Exchange();
        }
    }

    private bool IsBest(TrainingMetric metric) => _state.Best is null || metric.IsBetterThan(_state.BestMetric);

    private void Remember(TrainingMetric metric, float[][]? best)
    {
        RequireFinite(metric.Value, metric.Name);
        _state.ValidatedSteps.Add(_state.Step);
        _state.Metrics.Add(metric.Value);
        _state.MetricName = metric.Name;
        if (best is not null)
        {
            _state.Best = best;
            _state.BestMetric = metric.Value;
            _state.BestStep = _state.Step;
            _state.Stalled = 0;
        }
        else
        {
            _state.HasStoppedEarly = ++_state.Stalled >= _settings.Patience;
        }
    }
}
