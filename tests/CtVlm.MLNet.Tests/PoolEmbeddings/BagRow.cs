using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A row with a bag of vectors of four values.</summary>
internal sealed class BagRow
{
    public string Name { get; set; } = "";

    [VectorType(0, 4)]
    public float[] Slices { get; set; } = [];
}
