using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class Tf32ScopeTests
{
    public Tf32ScopeTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Enter_AnyChoice_HoldsInsideAndIsPutBack(bool isAllowed)
    {
        (bool Matmul, bool Convolution) before = Read();
        using (Tf32Scope.Enter(isAllowed))
        {
            Assert.Equal((isAllowed, isAllowed), Read());
        }

        Assert.Equal(before, Read());
    }

    [Fact]
    public void Enter_ManyThreads_NoneSeesTheChoiceOfAnother()
    {
        (bool Matmul, bool Convolution) before = Read();
        Parallel.For(0, 200, i =>
        {
            using Tf32Scope scope = Tf32Scope.Enter(i % 2 == 0);
            Assert.Equal((i % 2 == 0, i % 2 == 0), Read());
        });
        Assert.Equal(before, Read());
    }

    [Fact]
    public void Enter_OnACpu_IsNothing() => Assert.Null(Tf32Scope.Enter(torch.CPU, true));

    private static (bool Matmul, bool Convolution) Read() => (torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32);
}
