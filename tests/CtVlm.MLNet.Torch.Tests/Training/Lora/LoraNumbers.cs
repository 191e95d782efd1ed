using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Numbers for tests of adapters, from seeds.</summary>
internal static class LoraNumbers
{
    public static Tensor Random(long[] shape, long seed)
    {
        using Generator generator = new((ulong)seed, CPU);
        return randn(shape, ScalarType.Float32, CPU, generator: generator);
    }

    public static void Fill(Tensor parameter, long seed)
    {
        using IDisposable noGrad = no_grad();
        using Tensor values = Random(parameter.shape, seed);
        parameter.copy_(values);
    }

    public static LinearLayer Filled(long inputWidth, long outputWidth, bool hasBias, long seed)
    {
        LinearLayer layer = new(inputWidth, outputWidth, hasBias);
        foreach ((int index, TorchSharp.Modules.Parameter parameter) in layer.parameters().Index())
        {
            Fill(parameter, (10 * seed) + index);
        }

        return layer;
    }

    /// <summary>Gives every adapter numbers that matter: B small but not 0.</summary>
    public static void FillUps(AdaptableEncoder encoder, double scale = 0.05)
    {
        using IDisposable noGrad = no_grad();
        foreach ((int index, LoraBranch branch) in encoder.Branches.Index())
        {
            Fill(branch.Up, 100 + index);
            branch.Up.MultiplyInPlace(scale);
        }
    }

    /// <summary>Whether two tensors of one shape hold the same numbers, bit by bit.</summary>
    public static bool SameBits(Tensor a, Tensor b) =>
        a.shape.SequenceEqual(b.shape) && a.dtype == b.dtype && a.detach().contiguous().bytes.SequenceEqual(b.detach().contiguous().bytes);

    public static void AssertClose(Tensor expected, Tensor got, double tolerance)
    {
        Assert.Equal(expected.shape, got.shape);
        using Tensor difference = (expected - got).abs();
        Assert.InRange(difference.max().to(ScalarType.Float64).item<double>(), 0, tolerance);
    }
}
