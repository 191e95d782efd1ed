namespace CtVlm.MLNet.Torch.Tests;

/// <summary>When learnt weights are worth keeping.</summary>
public class MeanComparisonTests
{
    [Fact]
    public void Create_TwoBagsOfAPatient_CountAsOne()
    {
        PoolingData data = new(1, [[0], [0], [0], [0]], [0, 1, 0, 1]) { Patients = ["a", "a", "b", "c"] };
        MeanComparison comparison = MeanComparison.Create(data, new PoolingSplit([3], [0, 1, 2], 1, 2), learnt: [1, 1, 2], mean: [2, 4, 3]);
        Assert.Equal((1.5, 0.5, 2, false), (comparison.Gain, comparison.StandardError, comparison.Patients, comparison.IsMeanKept)); // gains 2 and 1
    }

    [Fact]
    public void Create_NoPatients_CountsBags()
    {
        PoolingData data = new(1, [[0], [0], [0]], [0, 1, 0]);
        MeanComparison comparison = MeanComparison.Create(data, new PoolingSplit([2], [0, 1], 1, 2), learnt: [1, 1], mean: [3, 1]);
        Assert.Equal((1.0, 1.0, 2, true), (comparison.Gain, comparison.StandardError, comparison.Patients, comparison.IsMeanKept)); // a gain of one standard error is too little
    }

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(0, true)]
    [InlineData(-0.1, true)]
    public void Create_OnePatient_GoesByTheSign(double gain, bool isMeanKept)
        => Assert.Equal(isMeanKept, MeanComparison.Create(new PoolingData(1, [[0], [0]], [0, 1]), new PoolingSplit([1], [0], 1, 1), [1], [1 + gain]).IsMeanKept);
}
