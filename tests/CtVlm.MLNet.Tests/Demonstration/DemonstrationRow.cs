using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A synthetic patient with the mean vector of its slices.</summary>
public sealed class DemonstrationRow
{
    public string PatientId { get; set; } = "";

    public float Severity { get; set; }

    [VectorType(DemonstrationCohort.Width)]
    public float[] Trained { get; set; } = [];

    [VectorType(DemonstrationCohort.Width)]
    public float[] Untrained { get; set; } = [];

    [VectorType(1)]
    public float[] MeanHu { get; set; } = [];
}
