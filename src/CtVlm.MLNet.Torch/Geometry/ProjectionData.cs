namespace CtVlm.MLNet.Torch;

/// <summary>What a projection is fitted on: training rows, and what goes with each where the projection needs it.</summary>
/// <param name="Width">D, above 0.</param>
/// <param name="Rows">Rows (N, D), row by row.</param>
public sealed record ProjectionData(int Width, ReadOnlyMemory<float> Rows)
{
    /// <summary>Class of each row, from 0, N values; empty where the projection needs none.</summary>
    public IReadOnlyList<int> Classes { get; init; } = [];

    /// <summary>The other modality's embedding of each row, (N, D) row by row; empty where the projection needs none.</summary>
    public ReadOnlyMemory<float> Counterparts { get; init; }

    /// <summary>N.</summary>
    public int Count => Rows.Length / Width;
}
