using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>AdamW by torch's operations, as a device has it, against the kernel over memory.</summary>
public sealed class AdamWTests : IDisposable
{
    private const int Steps = 200;

    // Where the two round otherwise the difference wanders, by the root of the steps; 3 were measured.
    private const double MostRoundings = 15;

    // Every third step of the last parameter but one has no gradient; the last never has.
    private static readonly long[][] s_shapes = [[37, 19], [23], [], [600, 500], [4, 3, 2, 2], [5, 5]];

    private readonly DisposeScope _scope;

    public AdamWTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = torch.NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(0, true, 1)]
    [InlineData(0.05, true, 1)]
    [InlineData(0.05, false, 0.37)]
    [InlineData(0.05, false, 1 / 65536.0)]
    public void Step_ManyTimes_EqualsTheKernel(double weightDecay, bool decaysVectors, double gradientFactor)
    {
        AdamWSettings settings = new() { WeightDecay = weightDecay, DecaysVectors = decaysVectors, Beta2 = 0.98, Epsilon = 1e-6 };
        Parameter[] first = Parameters(), second = Parameters();
        using AdamW host = AdamW.Create(first, settings, UpdatePath.Memory), device = AdamW.Create(second, settings, UpdatePath.Tensors);
        for (int step = 0; step < Steps; step++)
        {
            SetGradients(first, step);
            SetGradients(second, step);
            double length = host.MeasureGradient();

            // The kernel's eight lanes or more add 40,000 squares each in float32, whose roundings wander by their root: 200 of them.
            Assert.Equal(length, device.MeasureGradient(), 200 * Math.Pow(2, -24) * length);
            host.Step(1e-3, gradientFactor);
            device.Step(1e-3, gradientFactor);
        }

        Assert.Equal(host.Steps, device.Steps);
        for (int i = 0; i < first.Length; i++)
        {
            AssertWithin(host.ReadMean(i), device.ReadMean(i), MostRoundings, $"mean {i}");
            AssertWithin(host.ReadSquare(i), device.ReadSquare(i), MostRoundings, $"square {i}");
            AssertWithin(TensorMemory.Of(first[i]), TensorMemory.Of(second[i]), MostRoundings, $"parameter {i}");
        }
    }

    [Fact]
    public void Step_Once_DiffersByNoMoreThanTwoRoundings()
    {
        Parameter[] first = Parameters(), second = Parameters();
        using AdamW host = AdamW.Create(first, new AdamWSettings(), UpdatePath.Memory), device = AdamW.Create(second, new AdamWSettings(), UpdatePath.Tensors);
        SetGradients(first, 0);
        SetGradients(second, 0);
        host.Step(1e-2, 0.5);
        device.Step(1e-2, 0.5);
        for (int i = 0; i < first.Length; i++)
        {
            AssertWithin(TensorMemory.Of(first[i]), TensorMemory.Of(second[i]), 2, $"parameter {i}");
        }
    }

    [Theory]
    [InlineData(nameof(UpdatePath.Memory))]
    [InlineData(nameof(UpdatePath.Tensors))]
    public void Step_ParameterWithoutGradient_StaysAsItIs(string path)
    {
        Parameter[] parameters = Parameters();
        float[] before = TensorMemory.Of(parameters[^1]).ToArray(), moved = TensorMemory.Of(parameters[0]).ToArray();
        using AdamW optimizer = AdamW.Create(parameters, new AdamWSettings(), Enum.Parse<UpdatePath>(path));
        SetGradients(parameters, 0);
        optimizer.Step(0.1);
        Assert.Equal(before, TensorMemory.Of(parameters[^1]).ToArray());
        Assert.All(optimizer.ReadMean(parameters.Length - 1).ToArray(), value => Assert.Equal(0, value));
        Assert.NotEqual(moved, TensorMemory.Of(parameters[0]).ToArray());
        optimizer.ClearGradients();
        Assert.Equal(0, optimizer.MeasureGradient());
    }

    [Theory]
    [InlineData(nameof(UpdatePath.Memory), float.NaN)]
    [InlineData(nameof(UpdatePath.Memory), float.NegativeInfinity)]
    [InlineData(nameof(UpdatePath.Memory), 1e20f)]
    [InlineData(nameof(UpdatePath.Tensors), float.NaN)]
    [InlineData(nameof(UpdatePath.Tensors), float.NegativeInfinity)]
    [InlineData(nameof(UpdatePath.Tensors), 1e20f)]
    public void MeasureGradient_OneValueThatIsNoNumberOrTooLarge_IsNotFinite(string path, float value)
    {
        Parameter[] parameters = Parameters();
        using AdamW optimizer = AdamW.Create(parameters, new AdamWSettings(), Enum.Parse<UpdatePath>(path));
        SetGradients(parameters, 0);
        Assert.True(double.IsFinite(optimizer.MeasureGradient()));
        TensorMemory.Of(parameters[3].grad!)[123_456] = value;
        Assert.False(double.IsFinite(optimizer.MeasureGradient()));
    }

    [Theory]
    [InlineData(nameof(UpdatePath.Memory), nameof(UpdatePath.Tensors))]
    [InlineData(nameof(UpdatePath.Tensors), nameof(UpdatePath.Memory))]
    public void Restore_FromTheOther_GoesOnFromTheSameNumbers(string from, string to)
    {
        Parameter[] parameters = Parameters();
        using AdamW before = AdamW.Create(parameters, new AdamWSettings(), Enum.Parse<UpdatePath>(from)), after = AdamW.Create(parameters, new AdamWSettings(), Enum.Parse<UpdatePath>(to));
        SetGradients(parameters, 0);
        before.Step(0.1);
        for (int i = 0; i < parameters.Length; i++)
        {
            after.Restore(i, before.ReadMean(i).ToArray(), before.ReadSquare(i).ToArray());
            Assert.True(after.ReadMean(i).SequenceEqual(before.ReadMean(i)));
            Assert.True(after.ReadSquare(i).SequenceEqual(before.ReadSquare(i)));
        }
    }

    [Fact]
    public void Create_WithoutAPath_FollowsTheParameters()
    {
        using AdamW host = AdamW.Create(Parameters(), new AdamWSettings());
        using AdamW device = AdamW.Create([new Parameter(torch.zeros([3], device: torch.META))], new AdamWSettings());
        Assert.Equal(UpdatePath.Memory, host.Path);
        Assert.Equal(UpdatePath.Tensors, device.Path);
        ArgumentException e = Assert.Throws<ArgumentException>(() => AdamW.Create([new Parameter(torch.zeros(3, dtype: torch.ScalarType.BFloat16))], new AdamWSettings()));
        Assert.Contains("float32 parameter expected, got one of BFloat16", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_ByTensors_LeavesNoTensor()
    {
        Parameter[] parameters = Parameters();
        SetGradients(parameters, 0);
        Assert.Equal(0, LiveTensors.CountAfter(() =>
        {
            using AdamW optimizer = AdamW.Create(parameters, new AdamWSettings(), UpdatePath.Tensors);
            _ = optimizer.MeasureGradient();
            optimizer.Step(1e-3, 0.5);
            _ = optimizer.ReadMean(0);
            optimizer.ClearGradients();
        }));
    }

    private static Parameter[] Parameters() => [.. s_shapes.Select((shape, i) => new Parameter(TensorMemory.Create(Draw(i, Count(shape), 1), shape)))];

    private static void SetGradients(Parameter[] parameters, int step)
    {
        for (int i = 0; i < parameters.Length - 1; i++)
        {
            parameters[i].grad = step % 3 == 2 && i == parameters.Length - 2 ? null : TensorMemory.Create(Draw((1000 * step) + i, Count(s_shapes[i]), 0.3f), s_shapes[i]);
        }
    }

    private static int Count(long[] shape) => (int)shape.Aggregate(1L, (product, length) => product * length);

    private static float[] Draw(int seed, int count, float most)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => most * ((2 * random.NextSingle()) - 1))];
    }

    // Roundings are counted in those of the greatest value.
    private static void AssertWithin(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double roundings, string what)
    {
        float greatest = 0, difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            greatest = Math.Max(greatest, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs(expected[i] - actual[i]));
        }

        double bound = roundings * greatest * Math.Pow(2, -24);
        Assert.True(difference <= bound, $"{what}: differs by {difference:g3}, at most {bound:g3} expected.");
    }
}
