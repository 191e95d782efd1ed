namespace CtVlm.MLNet.Tests;

/// <summary>What a prediction engine gives of an embedded series.</summary>
internal sealed class BagPrediction
{
    public string PatientId { get; set; } = "";

    public float[] Slices { get; set; } = [];
}
