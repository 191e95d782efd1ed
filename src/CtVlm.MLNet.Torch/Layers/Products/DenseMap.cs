using System.Runtime.Intrinsics.X86;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The linear map of every layer, a x W^T + c b: by libtorch, or by <see cref="TiledProduct"/> where the processor does better with that.</summary>
internal static class DenseMap
{
    // Below this many rows little of the panels' sixteen lanes is used.
    private const long FewestRows = 8;

    private static readonly bool s_isTiledFaster = IsTiledFaster();

    [ThreadStatic]
    private static bool? s_forced;

    /// <summary>Whether maps without gradients run through <see cref="TiledProduct"/> on this thread; unless forced only on libtorch's own threads, for two kinds of threads hinder each other.</summary>
    public static bool IsTiled => s_forced ?? (s_isTiledFaster && OpenMpTeam.IsJoined);

    /// <summary>(..., Din) -> (..., Dout).</summary>
    /// <param name="input">x, of W's type and device.</param>
    /// <param name="weight">W, [Dout, Din].</param>
    /// <param name="bias">b, [Dout], or null.</param>
    /// <param name="productFactor">a.</param>
    /// <param name="biasFactor">c.</param>
    /// <returns>Owned by the caller.</returns>
    public static Tensor Apply(Tensor input, Tensor weight, Tensor? bias = null, float productFactor = 1, float biasFactor = 1) =>
        CanTile(input, weight, bias) ? Tiled(input, weight, bias, productFactor, biasFactor)
        : (productFactor, biasFactor) == (1, 1) ? nn.functional.linear(input, weight, bias)
        : Scaled(input, weight, bias, productFactor, biasFactor);

    /// <summary>Chooses for this thread, until the result is disposed: for what compares both ways.</summary>
    public static IDisposable Force(bool isTiled) => new Choice(isTiled);

    private static bool CanTile(Tensor input, Tensor weight, Tensor? bias) =>
        IsTiled
        && !is_grad_enabled()
        && IsPlain(input)
        && IsPlain(weight)
        && weight.is_contiguous()
        && (bias is null || (IsPlain(bias) && bias.is_contiguous()))
        && HasRows(input.numel(), weight.shape[0], weight.shape[1]);

    private static bool IsPlain(Tensor x) => x.device_type == DeviceType.CPU && x.dtype == ScalarType.Float32 && FitsSpan(x.numel());

    // Enough rows, and no more outputs than a span of bytes can be over.
    private static bool HasRows(long values, long outputWidth, long inputWidth) =>
        inputWidth > 0 && values >= FewestRows * inputWidth && FitsSpan(values / inputWidth * outputWidth);

    private static bool FitsSpan(long values) => values <= int.MaxValue / sizeof(float);

    private static Tensor Tiled(Tensor input, Tensor weight, Tensor? bias, float productFactor, float biasFactor)
    {
        using Tensor dense = input.contiguous();
        Tensor output = empty([.. input.shape[..^1], weight.shape[0]], ScalarType.Float32, CPU); // (..., Din) -> (..., Dout)
        TiledProduct.Run(
            TensorMemory.Of(dense),
            TensorMemory.Of(weight),
            bias is null ? [] : TensorMemory.Of(bias),
            TensorMemory.Of(output),
            new TiledProductSettings((int)weight.shape[1], (int)weight.shape[0], productFactor, biasFactor, get_num_threads()));
        return output;
    }

    // The factors cost nothing: the matrix product applies them as it writes.
    private static Tensor Scaled(Tensor input, Tensor weight, Tensor? bias, float productFactor, float biasFactor)
    {
        using DisposeScope scope = NewDisposeScope();
        if (bias is null)
        {
            return nn.functional.linear(input, weight).MultiplyInPlace(productFactor).MoveToOuterDisposeScope();
        }

        Tensor rows = input.reshape(-1, input.shape[^1]); // (..., Din) -> (R, Din)
        Tensor mapped = addmm(bias, rows, weight.t(), biasFactor, productFactor); // -> (R, Dout)
        return mapped.view([.. input.shape[..^1], mapped.shape[1]]).MoveToOuterDisposeScope(); // -> (..., Dout)
    }

    // libtorch's products come from MKL. With vectors of 512 bits, and on Intel's processors, it comes near what they can do; on others with vectors of 256 bits
    // it packs the weights anew for each product, which an image alone pays for with a tenth of its time.
    private static bool IsTiledFaster() => TiledProduct.IsSupported && !Avx512F.IsSupported && Vendor() is "AuthenticAMD" or "HygonGenuine";

    private static string Vendor()
    {
        (_, int first, int third, int second) = X86Base.CpuId(0, 0);
        return Encoding.ASCII.GetString([.. BitConverter.GetBytes(first), .. BitConverter.GetBytes(second), .. BitConverter.GetBytes(third)]);
    }

    private sealed class Choice : IDisposable
    {
        private readonly bool? _before = s_forced;

        public Choice(bool isTiled) => s_forced = isTiled;

        public void Dispose() => s_forced = _before;
    }
}
