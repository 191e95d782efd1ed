using CtVlm.MLNet.Torch;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>The product of two square float32 matrices: what the processor can do where nothing but arithmetic counts.</summary>
internal sealed class MatrixProduct : IDisposable
{
    private const long Side = 2048;

    private readonly Tensor _left;
    private readonly Tensor _right;

    public MatrixProduct()
    {
        TorchRuntime.EnsureLoaded();
        _left = full([Side, Side], 0.5);
        _right = full([Side, Side], 0.25);
    }

    /// <summary>Operations of one product: a multiplication and an addition for each term.</summary>
    public static double Operations => 2.0 * Side * Side * Side;

    /// <summary>Multiplies a number of times.</summary>
    public SideTime Run(int count) => SideTime.Of(() =>
    {
        using IDisposable mode = inference_mode();
        for (int i = 0; i < count; i++)
        {
            using Tensor product = _left.mm(_right);
        }
    });

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
    }
}
