using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A row with a vector of three values.</summary>
internal sealed class VectorRow
{
    public string Name { get; set; } = "";

    [VectorType(3)]
    public float[] Embedding { get; set; } = [];
}
