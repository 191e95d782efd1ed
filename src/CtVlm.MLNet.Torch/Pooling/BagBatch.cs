using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Bags of slices, padded to the length of the longest.</summary>
/// <param name="Rows">Slice embeddings (B, N, D); what stands in rows without a slice must not reach a result or a gradient.</param>
/// <param name="Mask">Where there is a slice, (B, N) bool; every bag has one or more.</param>
/// <param name="PositionsMm">Places of the slices along their normal in mm, (B, N), in the type of the rows; null: unknown.</param>
internal sealed record BagBatch(torch.Tensor Rows, torch.Tensor Mask, torch.Tensor? PositionsMm = null)
{
    /// <summary>Number of slices of each bag, (B, 1), in the type of the rows.</summary>
    public torch.Tensor Counts => Mask.sum(1, keepdim: true).to(Rows.dtype);

    /// <summary>The mask as a column, (B, N, 1) bool.</summary>
    public torch.Tensor RowMask => Mask.unsqueeze(2);

    /// <summary>The rows with zeros where there is no slice, whatever stood there, NaN included: (B, N, D).</summary>
    public torch.Tensor ZeroedRows => FilledRows(0);

    /// <summary>A batch of one bag.</summary>
    /// <param name="bag">N rows of D values.</param>
    /// <param name="width">D.</param>
    /// <param name="positionsMm">N places in mm; empty: unknown.</param>
    /// <param name="type">Element type of the tensors.</param>
    /// <returns>The batch, in the current dispose scope.</returns>
    public static BagBatch Of(ReadOnlySpan<float> bag, int width, ReadOnlySpan<float> positionsMm, torch.ScalarType type)
    {
        long count = bag.Length / width;
        torch.Tensor rows = torch.tensor(bag.ToArray(), [1, count, width]).to(type);
        torch.Tensor mask = torch.ones(1, count, dtype: torch.@bool);
        return new BagBatch(rows, mask, positionsMm.IsEmpty ? null : torch.tensor(positionsMm.ToArray(), [1, count]).to(type));
    }

    /// <summary>The rows with a value where there is no slice: (B, N, D).</summary>
    public torch.Tensor FilledRows(double value) => Rows.Filled(RowMask.logical_not(), value);

    /// <summary>Every bag has a slice.</summary>
    /// <exception cref="ArgumentException">One has none; the message names it.</exception>
    public void RequireSlices()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor isEmpty = Mask.any(1).logical_not();
        if (Mask.shape[0] == 0 || isEmpty.any().item<bool>())
        {
            throw new ArgumentException(Mask.shape[0] == 0 ? "There is no bag to pool." : $"Bag {isEmpty.to(torch.int32).argmax().item<long>()} has no slice; a bag holds one or more rows.");
        }
    }
}
