using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class RunningMeanTests : IDisposable
{
    private readonly DisposeScope _scope;

    public RunningMeanTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = torch.NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(nameof(UpdatePath.Memory))]
    [InlineData(nameof(UpdatePath.Tensors))]
    public void Update_ManyTimes_IsTheDefinition(string path)
    {
        NamedParameter parameter = Make();
        using RunningMean mean = RunningMean.Of([parameter], [TensorMemory.Of(parameter.Parameter).ToArray()], Enum.Parse<UpdatePath>(path));
        double[] expected = [.. TensorMemory.Of(parameter.Parameter).ToArray().Select(v => (double)v)];
        for (int step = 0; step < 20; step++)
        {
            Span<float> values = TensorMemory.Of(parameter.Parameter);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = MathF.Sin(i + step);
                expected[i] = (0.9 * expected[i]) + (0.1 * values[i]);
            }

            mean.Update(0.9);
        }

        // Each update rounds thrice and forgets a tenth of what is there; values are no greater than 1.
        Assert.Equal(expected, mean.Read(0).ToArray().Select(v => (double)v), (a, b) => Math.Abs(a - b) <= 30 * Math.Pow(2, -24));
    }

    [Theory]
    [InlineData(nameof(UpdatePath.Memory))]
    [InlineData(nameof(UpdatePath.Tensors))]
    public void Exchange_Twice_PutsEveryBitBack(string path)
    {
        NamedParameter parameter = Make();
        float[] values = TensorMemory.Of(parameter.Parameter).ToArray(), start = [.. values.Select(v => v / 3)];
        Assert.Equal(0, LiveTensors.CountAfter(() =>
        {
            using RunningMean mean = RunningMean.Of([parameter], [[.. start]], Enum.Parse<UpdatePath>(path));
            mean.Exchange();
            Assert.Equal(start, TensorMemory.Of(parameter.Parameter).ToArray());
            Assert.Equal(values, mean.Read(0).ToArray());
            mean.Exchange();
            Assert.Equal(values, TensorMemory.Of(parameter.Parameter).ToArray());
            Assert.Equal(start, mean.Read(0).ToArray());
        }));
    }

    private static NamedParameter Make() => new("p", new Parameter(TensorMemory.Create([.. Enumerable.Range(0, 35).Select(i => MathF.Cos(i))], 5, 7)));
}
