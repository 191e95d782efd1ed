namespace CtVlm.MLNet.Torch;

/// <summary>Bags of a batch with equally many slices.</summary>
/// <param name="Slices">Slices of each, n.</param>
/// <param name="Bags">Their indices in the batch, G of them.</param>
/// <param name="Rows">Their slices in the batch laid out as (B * N) rows, bag by bag: G * n indices.</param>
internal sealed record BagGroup(int Slices, long[] Bags, long[] Rows);
