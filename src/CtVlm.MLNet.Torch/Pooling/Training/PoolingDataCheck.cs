namespace CtVlm.MLNet.Torch;

/// <summary>Says what is wrong with training data before anything is computed.</summary>
internal static class PoolingDataCheck
{
    /// <summary>The data can train the pooling.</summary>
    /// <returns>C, the number of classes.</returns>
    /// <exception cref="ArgumentException">A bag is empty or not finite, a length is wrong, or a class has no bag.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two bags or classes.</exception>
    public static int Run(SlicePooling pooling, PoolingData data)
    {
        string start = $"Pooling '{pooling.Name}' cannot be trained: ";
        if (data.Width < 1)
        {
            throw new ArgumentException($"{start}rows of 1 or more values expected, got {data.Width}.", nameof(data));
        }

        CheckLengths(pooling, data, start);
        if (data.Bags.Count < 2)
        {
            throw new InvalidOperationException($"{start}there {(data.Bags.Count == 1 ? "is 1 labelled bag" : "are 0 labelled bags")}, 2 or more expected.");
        }

        int classCount = CountClasses(data, start);
        for (int bag = 0; bag < data.Bags.Count; bag++)
        {
            CheckBag(pooling, data, bag, start);
        }

        return classCount;
    }

    private static void CheckLengths(SlicePooling pooling, PoolingData data, string start)
    {
        int count = data.Bags.Count;
        (string Name, int Count, bool IsNeeded)[] lists =
        [
            ("classes", data.Classes.Count, true), ("patients", data.Patients.Count, data.Patients.Count > 0), ("lists of positions in mm", data.PositionsMm.Count, pooling.UsesPositions || data.PositionsMm.Count > 0),
        ];
        foreach ((string name, int given, bool isNeeded) in lists)
        {
            if (isNeeded && given != count)
            {
                throw new ArgumentException($"{start}there are {count} bags but {given} {name}.", nameof(data));
            }
        }
    }

    private static int CountClasses(PoolingData data, string start)
    {
        if (data.Classes.Min() < 0 || data.Classes.Max() >= data.Bags.Count)
        {
            throw new ArgumentException($"{start}classes {data.Classes.Min()} to {data.Classes.Max()} are given for {data.Bags.Count} bags; numbers from 0 expected, each with a bag.", nameof(data));
        }

        int count = data.Classes.Max() + 1;
        int[] missing = [.. Enumerable.Range(0, count).Except(data.Classes)];
        return missing.Length > 0 ? throw new ArgumentException($"{start}no bag has class {string.Join(", ", missing)} of the {count} classes from 0.", nameof(data))
            : count < 2 ? throw new InvalidOperationException($"{start}all {data.Bags.Count} labelled bags have the same class; two or more classes expected.")
            : count;
    }

    private static void CheckBag(SlicePooling pooling, PoolingData data, int bag, string start)
    {
        ReadOnlySpan<float> values = data.Bags[bag];
        if (values.IsEmpty || values.Length % data.Width != 0)
        {
            throw new ArgumentException($"{start}bag {bag} has {values.Length} values; one or more rows of {data.Width} expected.", nameof(data));
        }

        int place = values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (place >= 0)
        {
            throw new ArgumentException($"{start}bag {bag}, slice {place / data.Width}, value {place % data.Width} is {values[place]}; finite values expected.", nameof(data));
        }

        if (data.PositionsMm.Count == 0)
        {
            return;
        }

        ReadOnlySpan<float> positions = data.PositionsMm[bag];
        if (positions.Length != values.Length / data.Width || positions.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
        {
            throw new ArgumentException(
                $"{start}bag {bag} has {values.Length / data.Width} slices and {positions.Length} positions in mm; one finite position a slice expected.", nameof(data));
        }
    }
}
