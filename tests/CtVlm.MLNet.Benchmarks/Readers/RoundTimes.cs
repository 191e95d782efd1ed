namespace CtVlm.MLNet.Benchmarks;

/// <summary>Two sides timed in turn: product, other, product, other, and so on.</summary>
internal sealed class RoundTimes
{
    private readonly List<SideTime> _product = [];
    private readonly List<SideTime> _other = [];

    private RoundTimes()
    {
    }

    /// <summary>Median of the product's rounds, seconds by the clock.</summary>
    public double ProductSeconds => Statistic.Median(_product.Select(time => time.WallSeconds));

    /// <summary>Median of the other side's rounds, seconds by the clock.</summary>
    public double OtherSeconds => Statistic.Median(_other.Select(time => time.WallSeconds));

    /// <summary>How much faster the product is: the median over the rounds of the other side's time / the product's, by the clock.</summary>
    public double Speedup => Ratio(time => time.WallSeconds);

    /// <summary>The same in processor time, which other work on the machine disturbs less.</summary>
    public double CpuSpeedup => Ratio(time => time.CpuSeconds);

    /// <summary>The same of the fastest round of either side, by the clock.</summary>
    public double FastestSpeedup => _other.Min(time => time.WallSeconds) / _product.Min(time => time.WallSeconds);

    /// <summary>Times both sides; they were warmed up before.</summary>
    /// <param name="product">One side.</param>
    /// <param name="other">The other.</param>
    /// <param name="rounds">Rounds in the full form.</param>
    public static RoundTimes Measure(Func<SideTime> product, Func<SideTime> other, int rounds = 9)
    {
        RoundTimes times = new();
        for (int round = 0; round < (BenchmarkScale.IsShort ? 1 : rounds); round++)
        {
            times._product.Add(product());
            times._other.Add(other());
        }

        return times;
    }

    /// <summary>The row of the report.</summary>
    /// <param name="name">What it says.</param>
    /// <param name="limit">The least ratio of speeds; null where it is only reported.</param>
    /// <param name="work">How many times as much the product did in a round as the other side.</param>
    public LimitResult ToResult(string name, double? limit, double work = 1) => new(name, work * Speedup, limit, LimitSide.AtLeast)
    {
        FastestRatio = work * FastestSpeedup,
        CpuRatio = work * CpuSpeedup,
    };

    private double Ratio(Func<SideTime, double> select) => Statistic.Median(_other.Zip(_product, (other, product) => select(other) / select(product)));
}
