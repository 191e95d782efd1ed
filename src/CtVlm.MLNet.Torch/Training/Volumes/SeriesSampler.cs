namespace CtVlm.MLNet.Torch;

/// <summary>Chooses the series of a batch so that there are positives in it.</summary>
/// <remarks>Keys are drawn by the number of their series, and each drawn key gives two of its series where it has two. Within a batch no series comes twice while others are left.</remarks>
internal sealed class SeriesSampler
{
    private readonly int[][] _groups;
    private readonly int[] _groupOf;
    private readonly int _count;

    /// <summary>Chooses among series.</summary>
    /// <param name="keys">Key of each series.</param>
    public SeriesSampler(IReadOnlyList<string> keys)
    {
        _groups = [.. keys.Index().GroupBy(k => k.Item, k => k.Index, StringComparer.Ordinal).Select(g => g.ToArray())];
        _groupOf = new int[keys.Count];
        foreach ((int group, int[] members) in _groups.Index())
        {
            Array.ForEach(members, m => _groupOf[m] = group);
        }

        _count = keys.Count;
    }

    /// <summary>The series of a batch.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="size">How many; all, where there are no more.</param>
    public int[] Draw(Random random, int size)
    {
        int[] order = [.. Enumerable.Range(0, _count)];
        random.Shuffle(order);
        HashSet<int> chosen = [];
        while (chosen.Count < Math.Min(size, _count))
        {
            int[] left = [.. order.Where(s => !chosen.Contains(s))];

            // The last place goes to a series whose key is there already, where there is one: alone it would have no positive but its own text.
            int series = chosen.Count == size - 1 && left.Any(HasMate) ? left.First(HasMate) : left[0];
            chosen.Add(series);
            if (chosen.Count < size && FindPartner(random, series, chosen) is int partner)
            {
                chosen.Add(partner);
            }
        }

        return [.. chosen];

        bool HasMate(int series) => _groups[_groupOf[series]].Any(chosen.Contains);
    }

    private int? FindPartner(Random random, int series, HashSet<int> chosen)
    {
        int[] free = [.. _groups[_groupOf[series]].Where(m => !chosen.Contains(m))];
        return free.Length == 0 ? null : free[random.Next(free.Length)];
    }
}
