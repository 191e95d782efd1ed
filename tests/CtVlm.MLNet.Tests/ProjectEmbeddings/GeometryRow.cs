using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A row with two modalities' vectors of six values, and its class in every kind of column.</summary>
internal sealed class GeometryRow
{
    public string Name { get; set; } = "";

    [VectorType(6)]
    public float[] Embedding { get; set; } = [];

    [VectorType(6)]
    public float[] Counterpart { get; set; } = [];

    /// <summary>0 to 2, as ML.NET reads the members of a class: from 0; 3 when missing.</summary>
    [KeyType(3)]
    public uint Label { get; set; }

    public string Text { get; set; } = "";

    public string Digit { get; set; } = "";

    public int Whole { get; set; }

    public bool Flag { get; set; }

    public float Single { get; set; }

    /// <summary>Forty rows in three classes, the same each time.</summary>
    public static GeometryRow[] Create()
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, 40).Select(i => new GeometryRow
        {
            Name = $"row {i}",
            Embedding = [.. Enumerable.Range(0, 6).Select(k => (float)(random.NextDouble() + (k == i % 3 ? 1 : 0)))],
            Counterpart = [.. Enumerable.Range(0, 6).Select(k => (float)(random.NextDouble() + (k == (i % 3) + 3 ? 1 : 0)))],
            Label = (uint)(i % 3),
            Text = ((string[])["mild", "none", "severe"])[i % 3],
            Digit = ((string[])["0", "1", "2"])[i % 3],
            Whole = ((int[])[-1, 0, 7])[i % 3],
            Flag = i % 3 == 1,
            Single = i % 3,
        })];
    }
}
