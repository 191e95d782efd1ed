using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Resizes position embeddings that were learnt on one grid of patches to another grid.</summary>
/// <remarks>
/// <b>Source:</b> mlfoundations/open_clip, src/open_clip/model.py, resize_pos_embed (MIT); huggingface/pytorch-image-models,
/// timm/layers/pos_embed.py, resample_abs_pos_embed (Apache-2.0); huggingface/transformers, interpolate_pos_encoding of CLIP, SigLIP and
/// DINOv2, visual_embed of ViLT (Apache-2.0).
/// </remarks>
internal static class PositionGrid
{
    /// <summary>Resizes the grid and keeps what stands before it.</summary>
    /// <param name="positions">(T, D) or (1, T, D): the prefix, then the grid in row-major order.</param>
    /// <param name="prefixTokens">Number of tokens before the grid: class and register tokens; 0 or more.</param>
    /// <param name="from">Rows and columns of the grid: T = prefix + rows * columns.</param>
    /// <param name="to">Rows and columns wanted, 1 or more each.</param>
    /// <param name="filter">How to interpolate.</param>
    /// <returns>A new tensor (T', D) or (1, T', D) of the same element type, in the caller's scope; computed in float32. A view of the argument where the grids are equal.</returns>
    /// <exception cref="ArgumentException">The tensor has another number of tokens.</exception>
    public static Tensor Resize(Tensor positions, int prefixTokens, (int Rows, int Columns) from, (int Rows, int Columns) to, PositionFilter filter)
    {
        long tokens = positions.shape[^2];
        if (tokens != prefixTokens + ((long)from.Rows * from.Columns))
        {
            throw new ArgumentException($"Position embeddings: {prefixTokens} + {from.Rows} x {from.Columns} tokens expected, got {tokens}.", nameof(positions));
        }

        if (from == to)
        {
            return positions.alias();
        }

        using DisposeScope scope = NewDisposeScope();
        long width = positions.shape[^1];
        Tensor flat = positions.reshape(tokens, width); // -> (T, D)
        Tensor grid = flat.narrow(0, prefixTokens, tokens - prefixTokens).to(ScalarType.Float32)
            .view(1, from.Rows, from.Columns, width).permute(0, 3, 1, 2); // (R * C, D) -> (1, D, R, C)
        Tensor resized = Interpolate(grid, to, filter) // -> (1, D, R', C')
            .permute(0, 2, 3, 1).reshape(-1, width).to(positions.dtype); // -> (R' * C', D)
        Tensor joined = prefixTokens == 0 ? resized : cat([flat.narrow(0, 0, prefixTokens), resized], 0); // -> (T', D)
        return joined.reshape([.. positions.shape[..^2], joined.shape[0], width]).MoveToOuterDisposeScope();
    }

    private static Tensor Interpolate(Tensor grid, (int Rows, int Columns) to, PositionFilter filter) => nn.functional.interpolate(
        grid,
        size: [to.Rows, to.Columns],
        mode: filter == PositionFilter.BilinearAligned ? InterpolationMode.Bilinear : InterpolationMode.Bicubic,
        align_corners: filter == PositionFilter.BilinearAligned,
        antialias: filter == PositionFilter.BicubicAntialiased);
}
