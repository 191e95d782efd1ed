using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>One product a thread gives what one shared product gives.</summary>
public class ThreadProductTests
{
    private const int Inputs = 512;

    public ThreadProductTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData(false, 1, 197)]
    [InlineData(true, 1, 197)]
    [InlineData(true, 2, 50)]
    [InlineData(true, 1, 1)]
    public void Run_EqualsOneProduct(bool hasBias, long images, long tokens)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        using Generator generator = new(5);
        long outputs = 192L * get_num_threads();
        Tensor input = randn([images, tokens, Inputs], generator: generator), weight = randn([outputs, Inputs], generator: generator);
        Tensor? bias = hasBias ? randn([outputs], generator: generator) : null;
        Tensor expected = nn.functional.linear(input, weight, bias), actual = ThreadProduct.Run(input, weight, bias);
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(actual.is_contiguous());
        Assert.True((actual - expected).abs().max().item<float>() <= 1e-5f * expected.abs().max().item<float>());
    }

    [Fact]
    public void Fits_FewRowsOnSeveralThreads_WithoutGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor wide = empty(768, 768), narrow = empty(64, 64), one = empty(1, 197, 768), eight = empty(8, 197, 768), small = empty(1, 197, 64);
        using IDisposable mode = no_grad();
        Assert.Equal(get_num_threads() is > 1 and <= 8 && 768 % get_num_threads() == 0, ThreadProduct.Fits(one, wide));
        Assert.False(ThreadProduct.Fits(eight, wide));
        Assert.False(ThreadProduct.Fits(small, narrow));
        using IDisposable gradients = enable_grad();
        Assert.False(ThreadProduct.Fits(one, wide));
    }
}
