namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Numbers of a golden file, in double whatever they are stored as.</summary>
/// <param name="Shape">Its axes.</param>
/// <param name="Values">The numbers, last axis fastest.</param>
internal sealed record ReferenceTensor(int[] Shape, double[] Values)
{
    /// <summary>The last axis.</summary>
    public int Width => Shape[^1];

    /// <summary>How many rows of the last axis.</summary>
    public int Count => Values.Length / Width;

    /// <summary>In single precision: exact for inputs, which are stored so.</summary>
    public float[] Singles => [.. Values.Select(v => (float)v)];

    /// <summary>As whole numbers: labels, predictions.</summary>
    public int[] Integers => [.. Values.Select(v => (int)v)];

    /// <summary>One row of the last axis.</summary>
    public ReferenceTensor Row(int row) => new([Width], Values[(row * Width)..((row + 1) * Width)]);
}
