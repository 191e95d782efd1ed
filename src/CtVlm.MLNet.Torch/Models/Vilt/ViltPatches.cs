using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Which patches of a batch of pictures are seen: all of them, or those of each picture without its padding.</summary>
/// <param name="Rows">Rows of the batch's grid.</param>
/// <param name="Columns">Columns of the batch's grid.</param>
/// <param name="Sizes">Rows and columns of each picture's own grid, at the top left of the batch's.</param>
/// <param name="Order">Int64 (N, L): which patches of the grid become tokens; null: all of them, as they are.</param>
/// <param name="Mask">Int64 (N, L): 1 on a picture's patches, 0 on padding.</param>
/// <remarks>
/// L is the number of patches of the largest picture. A smaller one's own patches come first, in row-major order, then as many of its padding, from the
/// first on and again from the first. transformers draws the order at random, on which no result but the order of tokens depends.
/// <b>Source:</b> huggingface/transformers, src/transformers/models/vilt/modeling_vilt.py, visual_embed (Apache-2.0).
/// </remarks>
internal sealed record ViltPatches(int Rows, int Columns, IReadOnlyList<(int Rows, int Columns)> Sizes, Tensor? Order, Tensor Mask)
{
    /// <summary>Finds the patches of a batch; the tensors are in the caller's scope.</summary>
    /// <param name="pixels">(N, 3, H, W).</param>
    /// <param name="pixelMask">(N, H, W), not 0 on a picture, which begins at the top left, and 0 on its padding; null: no padding.</param>
    /// <param name="patchSize">Side of a patch, pixels.</param>
    /// <exception cref="ArgumentException">A picture is smaller than a patch, or its part of the mask is no rectangle at the top left.</exception>
    public static ViltPatches Create(Tensor pixels, Tensor? pixelMask, int patchSize)
    {
        (int count, int rows, int columns) = ((int)pixels.shape[0], (int)(pixels.shape[2] / patchSize), (int)(pixels.shape[3] / patchSize));
        if (pixelMask is null)
        {
            return new ViltPatches(rows, columns, [.. Enumerable.Repeat((rows, columns), count)], null, ones([count, rows * columns], ScalarType.Int64, pixels.device));
        }

        bool[] valid = ReadMask(pixelMask, rows, columns);
        (int Rows, int Columns)[] sizes = [.. Enumerable.Range(0, count).Select(i => Measure(valid.AsSpan(i * rows * columns, rows * columns), rows, columns))];
        int length = sizes.Max(s => s.Rows * s.Columns);
        long[] order = [.. sizes.SelectMany(size => Arrange(size, rows, columns, length))];
        long[] mask = [.. sizes.SelectMany(size => Enumerable.Range(0, length).Select(i => i < size.Rows * size.Columns ? 1L : 0L))];
        return new ViltPatches(
            rows,
            columns,
            sizes,
            tensor(order, [count, length], device: pixels.device),
            tensor(mask, [count, length], device: pixels.device));
    }

    private static bool[] ReadMask(Tensor pixelMask, int rows, int columns)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = nn.functional.interpolate(pixelMask.unsqueeze(1).to(ScalarType.Float32), size: [rows, columns]); // (N, H, W) -> (N, 1, R, C)
        return [.. patches.IsOtherThan(0).cpu().contiguous().data<bool>()];
    }

    private static (int Rows, int Columns) Measure(ReadOnlySpan<bool> valid, int rows, int columns)
    {
        (int height, int width) = (0, valid[..columns].Count(true));
        while (height < rows && valid[height * columns])
        {
            height++;
        }

        for (int at = 0; at < valid.Length; at++)
        {
            if (valid[at] != (at / columns < height && at % columns < width))
            {
                throw new ArgumentException($"ViLT: the mask of a picture must be a rectangle at the top left, got another shape at row {at / columns}, column {at % columns} of its {rows} x {columns} patches.");
            }
        }

        return height > 0 && width > 0 ? (height, width) : throw new ArgumentException("ViLT: a picture's mask has no patch.");
    }

    private static IEnumerable<long> Arrange((int Rows, int Columns) size, int rows, int columns, int length)
    {
        ILookup<bool, long> patches = Enumerable.Range(0, rows * columns).ToLookup(at => at / columns < size.Rows && at % columns < size.Columns, at => (long)at);
        long[] padding = [.. patches[false]];
        int own = size.Rows * size.Columns;
        return patches[true].Concat(Enumerable.Range(0, length - own).Select(i => padding[i % padding.Length]));
    }
}
