namespace CtVlm.MLNet.Tests;

/// <summary>A row to train a classifier on.</summary>
internal sealed class OrdinalRow
{
    public float Severity { get; set; }

    public string Grade { get; set; } = "";

    public float[] Features { get; set; } = [];
}
