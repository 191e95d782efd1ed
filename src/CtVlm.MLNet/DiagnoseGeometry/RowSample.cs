namespace CtVlm.MLNet;

/// <summary>Draws rows without replacement.</summary>
internal static class RowSample
{
    /// <summary>Rising indices of the rows drawn; all of them where they are no more than the limit.</summary>
    public static int[] Draw(int count, int limit, int seed)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        if (count <= limit)
        {
            return rows;
        }

        new Random(seed).Shuffle(rows);
        return [.. rows.Take(limit).Order()];
    }
}
