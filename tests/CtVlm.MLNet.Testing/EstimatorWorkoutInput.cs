using Microsoft.ML;

namespace CtVlm.MLNet.Testing;

/// <summary>What an estimator is worked out on.</summary>
public sealed record EstimatorWorkoutInput
{
    /// <summary>Fit and Transform succeed; every column can be saved.</summary>
    public required IDataView Valid { get; init; }

    /// <summary>Neither Fit nor Transform may succeed, and both say so at once.</summary>
    public required IReadOnlyList<IDataView> Invalid { get; init; }

    /// <summary>Absolute tolerance of float values between two equal pipelines.</summary>
    public float Tolerance { get; init; } = 1e-6f;

    /// <summary>Whether the saved model is also run in another process.</summary>
    public bool ChecksOtherProcess { get; init; } = true;
}
