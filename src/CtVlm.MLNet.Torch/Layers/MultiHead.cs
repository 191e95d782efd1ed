using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The arithmetic of multi-head attention between its linear maps; every family's attention goes through here.</summary>
/// <remarks><b>Source:</b> Vaswani et al., arXiv 1706.03762, section 3.2.2.</remarks>
internal static class MultiHead
{
    /// <summary>Attention of a fused map: (N, T, 3D), queries then keys then values, -> (N, T, D).</summary>
    /// <param name="fused">The output of one linear map to 3D.</param>
    /// <param name="heads">Number of heads H; D is a multiple of it.</param>
    /// <param name="isCausal">Whether a token sees only itself and what is before it.</param>
    /// <param name="mask">Null, or what is added to the scores: broadcast to (N, H, T, T), 0 where a token is seen and -infinity where not.</param>
    public static Tensor AttendFused(Tensor fused, long heads, bool isCausal = false, Tensor? mask = null)
    {
        using DisposeScope scope = NewDisposeScope();
        (long batch, long tokens, long width) = (fused.shape[0], fused.shape[1], fused.shape[2] / 3);
        Tensor parts = fused.view(batch, tokens, 3, heads, width / heads).permute(2, 0, 3, 1, 4); // -> (3, N, H, T, D/H)
        return Join(parts[0], parts[1], parts[2], isCausal, mask).MoveToOuterDisposeScope();
    }

    /// <summary>Attention of separate maps: queries (N, T, D), keys and values (N, S, D) -> (N, T, D).</summary>
    /// <param name="query">Queries.</param>
    /// <param name="key">Keys.</param>
    /// <param name="value">Values.</param>
    /// <param name="heads">Number of heads H; D is a multiple of it.</param>
    /// <param name="isCausal">Whether a token sees only itself and what is before it.</param>
    /// <param name="mask">Null, or what is added to the scores: broadcast to (N, H, T, S), 0 where a token is seen and -infinity where not.</param>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, long heads, bool isCausal = false, Tensor? mask = null)
    {
        using DisposeScope scope = NewDisposeScope();
        return Join(Split(query, heads), Split(key, heads), Split(value, heads), isCausal, mask).MoveToOuterDisposeScope();
    }

    // (N, H, T, D/H) each -> (N, T, D)
    private static Tensor Join(Tensor query, Tensor key, Tensor value, bool isCausal, Tensor? mask)
    {
        Tensor? added = mask is null || mask.dtype == ScalarType.Bool ? mask : mask.to(query.dtype);
        Tensor mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask: added, is_casual: isCausal); // (N, H, T, D/H)

        // The heads' vectors already lie side by side in memory: a view, no copy.
        return mixed.transpose(1, 2).reshape(query.shape[0], query.shape[2], -1); // -> (N, T, D)
    }

    // (N, T, D) -> (N, H, T, D/H)
    private static Tensor Split(Tensor x, long heads) => x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2);
}
