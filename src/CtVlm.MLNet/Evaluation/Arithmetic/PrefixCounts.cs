namespace CtVlm.MLNet;

/// <summary>Counts by class with fast sums over all lower classes.</summary>
/// <param name="classes">Number of classes K.</param>
/// <remarks><b>Source:</b> Fenwick, Software: Practice and Experience 24 (1994), 327-336.</remarks>
internal sealed class PrefixCounts(int classes)
{
    private readonly long[] _tree = new long[classes + 1];

    /// <summary>Counts one of a class.</summary>
    public void Add(int index)
    {
        for (int i = index + 1; i < _tree.Length; i += i & -i)
        {
            _tree[i]++;
        }
    }

    /// <summary>How many of all classes below <paramref name="index"/> were counted.</summary>
    public long Below(int index)
    {
        long sum = 0;
        for (int i = index; i > 0; i -= i & -i)
        {
            sum += _tree[i];
        }

        return sum;
    }
}
