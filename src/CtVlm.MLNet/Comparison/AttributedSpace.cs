using System.Reflection;

namespace CtVlm.MLNet;

/// <summary>What the search-space attributes of a class allow.</summary>
/// <typeparam name="TParameters">The class.</typeparam>
internal sealed class AttributedSpace<TParameters> : StrategySpace
    where TParameters : class, new()
{
    // A grid of more is a mistake: draw from the space instead.
    private const int MostCombinations = 100_000;

    // Draws that repeat earlier ones before the space counts as exhausted.
    private const int MostRepeats = 100;

    private readonly Func<TParameters, EmbeddingStrategy> _create;
    private readonly SearchDimension[] _dimensions;
    private readonly int _gridSteps;

    public AttributedSpace(Func<TParameters, EmbeddingStrategy> create, int gridSteps)
    {
        _create = create;
        _gridSteps = gridSteps;
        _dimensions = [.. typeof(TParameters).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(SearchDimension.Find).OfType<SearchDimension>()];
        if (_dimensions.Length == 0)
        {
            throw new ArgumentException($"StrategySpace: no public property of {typeof(TParameters).Name} has a Range, Choice or BooleanChoice attribute of Microsoft.ML.SearchSpace.", nameof(create));
        }
    }

    internal override IReadOnlyList<EmbeddingStrategy> Enumerate()
    {
        object[][] values = [.. _dimensions.Select(d => d.Steps(_gridSteps))];
        if (values.Aggregate(1.0, (product, v) => product * v.Length) > MostCombinations)
        {
            throw new InvalidOperationException($"StrategySpace: the grid of {typeof(TParameters).Name} has more than {MostCombinations} combinations. Draw from it with StrategyTuner.Random, or take fewer steps.");
        }

        IEnumerable<object[]> combinations = values.Aggregate(
            (IEnumerable<object[]>)[[]], (partial, next) => partial.SelectMany(start => next.Select(value => (object[])[.. start, value])));
        return [.. combinations.Select(Create)];
    }

    internal override IReadOnlyList<EmbeddingStrategy> Draw(int count, int seed)
    {
        SeededDraws draws = new(seed);
        HashSet<string> seen = [];
        List<EmbeddingStrategy> drawn = [];
        for (int repeats = 0; drawn.Count < count && repeats < MostRepeats;)
        {
            EmbeddingStrategy strategy = Create([.. _dimensions.Select(d => d.Draw(draws))]);
            if (seen.Add(strategy.Name))
            {
                drawn.Add(strategy);
                repeats = 0;
            }
            else
            {
                repeats++;
            }
        }

        return drawn;
    }

    private EmbeddingStrategy Create(object[] values)
    {
        TParameters parameters = new();
        for (int i = 0; i < values.Length; i++)
        {
            _dimensions[i].Property.SetValue(parameters, values[i]);
        }

        return _create(parameters) ?? throw new InvalidOperationException($"StrategySpace: no strategy was made of a {typeof(TParameters).Name}.");
    }
}
