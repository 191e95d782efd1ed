namespace CtVlm.MLNet;

/// <summary>Strategies in a list.</summary>
internal sealed class ListedSpace(IReadOnlyList<EmbeddingStrategy> strategies) : StrategySpace
{
    /// <summary>Every combination, the last list turning fastest.</summary>
    public static IReadOnlyList<EmbeddingStrategy> Combine(StrategyLists lists)
    {
        RequireAny(lists);
        IEnumerable<EmbeddingStrategy> all =
            from encoder in lists.Encoders
            from rendering in lists.Renderings
            from point in lists.Points
            from pooling in lists.Poolings
            from projection in lists.Projections
            from trainer in lists.Trainers
            select new EmbeddingStrategy
            {
                Encoder = encoder,
                Rendering = rendering,
                Point = point,
                Pooling = pooling,
                Projection = projection,
                Trainer = trainer,
            };
        return [.. all.Where(lists.Filter ?? (static _ => true))];
    }

    internal override IReadOnlyList<EmbeddingStrategy> Enumerate() => strategies;

    internal override IReadOnlyList<EmbeddingStrategy> Draw(int count, int seed)
    {
        SeededDraws draws = new(seed);
        int[] order = [.. Enumerable.Range(0, strategies.Count)];
        for (int i = 0; i < Math.Min(count, order.Length); i++)
        {
            int other = i + draws.Below(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return [.. order.Take(count).Order().Select(i => strategies[i])];
    }

    private static void RequireAny(StrategyLists lists)
    {
        (string Name, int? Count)[] counts =
        [
            (nameof(lists.Encoders), lists.Encoders?.Count), (nameof(lists.Renderings), lists.Renderings?.Count), (nameof(lists.Points), lists.Points?.Count),
            (nameof(lists.Poolings), lists.Poolings?.Count), (nameof(lists.Projections), lists.Projections?.Count), (nameof(lists.Trainers), lists.Trainers?.Count),
        ];
        if (counts.Any(c => c.Count is null or 0))
        {
            throw new ArgumentException($"StrategyLists: one entry or more expected, none in {string.Join(", ", counts.Where(c => c.Count is null or 0).Select(c => c.Name))}.", nameof(lists));
        }
    }
}
