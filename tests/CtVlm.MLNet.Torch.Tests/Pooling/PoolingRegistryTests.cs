namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Names and arguments of poolings.</summary>
public sealed class PoolingRegistryTests
{
    public static TheoryData<string> Names => PoolingCases.Names;

    public static TheoryData<string> Specifications => PoolingCases.Specifications;

    [Fact]
    public void Entries_EveryConcretePooling_IsListed()
    {
        Type[] written = [.. typeof(SlicePooling).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(SlicePooling)) && !t.IsAbstract)];
        Type[] listed = [.. PoolingRegistry.Entries.Select(e => e.Create(PoolingArguments.None, new PoolingTraining()).GetType())];
        Assert.Empty(written.Except(listed).Select(t => t.Name));
        Assert.Equal(PoolingRegistry.Entries.Count, PoolingRegistry.Entries.Select(e => e.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_Name_IsThatPooling(string name)
    {
        SlicePooling pooling = SlicePooling.Parse(name);
        Assert.Equal(name, pooling.Name);
        Assert.StartsWith(name, pooling.Specification, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Parse_ItsSpecification_GivesItBack(string specification)
    {
        SlicePooling pooling = SlicePooling.Parse(specification);
        SlicePooling again = SlicePooling.Parse(pooling.Specification);
        Assert.Equal(pooling.GetType(), again.GetType());
        Assert.Equal(pooling.Specification, again.Specification);
        Assert.All(specification.Split(':')[^1].Split(','), part => Assert.Contains(part, pooling.Specification, StringComparison.Ordinal));
    }

    [Fact]
    public void Factories_Arguments_AreInTheSpecification()
    {
        Assert.Equal("median:variant=mid", SlicePooling.Median().Specification);
        Assert.Equal("gem:p=3,eps=1E-06", SlicePooling.Gem().Specification);
        Assert.Equal("topk:k=4,by=norm", SlicePooling.TopK().Specification);
        Assert.Equal("normalizedmean:order=rows", SlicePooling.NormalizedMean().Specification);
        Assert.Equal("covariance:norm=none,eps=0", SlicePooling.Covariance().Specification);
        Assert.Equal("covariance:norm=matrixpower,eps=0.001,alpha=0.25", SlicePooling.Covariance(CovarianceNorm.MatrixPower, exponent: 0.25).Specification);
        Assert.Equal("covariance:norm=newtonschulz,eps=0.001,iterations=5", SlicePooling.Covariance(CovarianceNorm.NewtonSchulz).Specification);
        Assert.Equal(
            ["min", "sum", "middle", "minmaxmean", "noisyor", "frechet", "lorentz:c=1,scale=1", "meanstd:eps=1E-06", "logsumexp:r=1", "clspatchmean:prefix=1"],
            new[]
            {
                SlicePooling.Min(), SlicePooling.Sum(), SlicePooling.Middle(), SlicePooling.MinMaxMean(), SlicePooling.NoisyOr(), SlicePooling.Frechet(), SlicePooling.Lorentz(),
                SlicePooling.MeanStd(), SlicePooling.LogSumExp(), SlicePooling.ClsPatchMean(),
            }.Select(p => p.Specification));
    }

    [Fact]
    public void Parse_UnknownName_ListsTheKnown()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => SlicePooling.Parse("mode"));
        Assert.StartsWith("There is no pooling 'mode'. Known: mean, max, min, sum, median,", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mean:p=3", "Pooling 'mean' has no argument 'p'. Known: none.")]
    [InlineData("gem:q=3", "Pooling 'gem' has no argument 'q'. Known: eps, p.")]
    [InlineData("covariance:norm=power,alpha=0.5", "Pooling 'covariance' has no argument 'alpha'. Known: eps, norm.")]
    [InlineData("gem:3", "'3' is not an argument; name=value expected.")]
    [InlineData("gem:p=three", "Argument 'p' is 'three'; a number expected.")]
    [InlineData("gem:p=0", "The exponent p must be above 0.")]
    [InlineData("gem:eps=0", "The smallest value that counts must be above 0")]
    [InlineData("meanstd:eps=0", "What is added to the variance must be above 0")]
    [InlineData("logsumexp:r=-1", "The sharpness r must be above 0.")]
    [InlineData("topk:k=0", "k must be 1 or more.")]
    [InlineData("topk:k=-2", "Argument 'k' is '-2'; a whole number expected.")]
    [InlineData("topk:by=length", "Argument 'by' is 'length'; one of norm, dimension expected.")]
    [InlineData("median:variant=upper", "Argument 'variant' is 'upper'; one of lower, mid expected.")]
    [InlineData("normalizedmean:order=none", "Argument 'order' is 'none'; one of rows, mean, both expected.")]
    [InlineData("lorentz:c=0", "c, of a space of curvature -c, must be above 0.")]
    [InlineData("lorentz:scale=0", "The scale must be above 0.")]
    [InlineData("covariance:norm=matrixsqrt,eps=0", "What is added to the diagonal must be above 0")]
    [InlineData("covariance:eps=-1", "What is added to the diagonal must be 0 or more.")]
    [InlineData("covariance:norm=matrixpower,alpha=2", "The exponent must be above 0 and at most 1.")]
    [InlineData("covariance:norm=newtonschulz,iterations=0", "Steps must be 1 to 100.")]
    [InlineData("clspatchmean:prefix=0", "The class token is a prefix token: 1 or more.")]
    public void Parse_WrongArgument_SaysWhatIsExpected(string specification, string message)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => SlicePooling.Parse(specification));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
