using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A linear map as one matrix product a thread, each of a share of the outputs.</summary>
/// <remarks>
/// Threads that share one product split it so that they wait for each other; with the few rows of a single image that costs a fifth of the time. Here each has a product
/// of its own, and putting the shares side by side costs one pass over the result.
/// </remarks>
internal static class ThreadProduct
{
    // With more rows one shared product is as fast; with smaller matrices the extra pass costs more than it saves; with more threads a share is too narrow.
    private const long MostRows = 512;
    private const long LeastWeights = 1L << 18;
    private const int MostThreads = 8;

    /// <summary>x W^T + b, by one product a thread where that is faster: (..., Din) -> (..., Dout), in the caller's dispose scope.</summary>
    /// <param name="input">(..., Din).</param>
    /// <param name="weight">(Dout, Din).</param>
    /// <param name="bias">(Dout), or null.</param>
    public static Tensor Map(Tensor input, Tensor weight, Tensor? bias)
        => Fits(input, weight) ? Run(input, weight, bias) : nn.functional.linear(input, weight, bias);

    /// <summary>Whether the map of an input is to be computed so.</summary>
    /// <param name="input">(..., Din).</param>
    /// <param name="weight">(Dout, Din).</param>
    public static bool Fits(Tensor input, Tensor weight) =>
        input.device_type == DeviceType.CPU
        && weight.dtype == ScalarType.Float32
        && weight.numel() >= LeastWeights
        && input.numel() <= MostRows * weight.shape[1]
        && !is_grad_enabled()
        && get_num_threads() is > 1 and <= MostThreads and var threads
        && weight.shape[0] % threads == 0;

    /// <summary>x W^T + b: (..., Din) -> (..., Dout), in the caller's dispose scope.</summary>
    /// <param name="input">(..., Din).</param>
    /// <param name="weight">(Dout, Din).</param>
    /// <param name="bias">(Dout), or null.</param>
    public static Tensor Run(Tensor input, Tensor weight, Tensor? bias)
    {
        using DisposeScope scope = NewDisposeScope();
        long threads = get_num_threads(), outputs = weight.shape[0], inputs = weight.shape[1], share = outputs / threads;
        Tensor rows = input.reshape(1, -1, inputs).expand(threads, -1, -1); // (..., Din) -> (T, R, Din)
        Tensor shares = weight.view(threads, share, inputs).transpose(1, 2); // (Dout, Din) -> (T, Din, Dout/T)
        Tensor products = bias is null ? rows.bmm(shares) : rows.baddbmm(shares, bias.view(threads, 1, share)); // -> (T, R, Dout/T)
        return products.transpose(0, 1).reshape([.. input.shape[..^1], outputs]).MoveToOuterDisposeScope(); // -> (..., Dout)
    }
}
