using Microsoft.ML.SearchSpace;

namespace CtVlm.MLNet;

/// <summary>The strategies that are compared, or among which a tuner chooses.</summary>
public abstract class StrategySpace
{
    private protected StrategySpace()
    {
    }

    /// <summary>Every combination of the choices.</summary>
    /// <param name="lists">The choices.</param>
    /// <returns>The space; its order is that of the lists, the encoder turning slowest and the trainer fastest.</returns>
    /// <exception cref="ArgumentException">A list is empty.</exception>
    public static StrategySpace Combinations(StrategyLists lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        return new ListedSpace(ListedSpace.Combine(lists));
    }

    /// <summary>These strategies.</summary>
    /// <param name="strategies">The strategies, one or more, in the order in which they shall be listed.</param>
    /// <returns>The space.</returns>
    public static StrategySpace Of(params IEnumerable<EmbeddingStrategy> strategies)
    {
        ArgumentNullException.ThrowIfNull(strategies);
        return new ListedSpace([.. strategies]);
    }

    /// <summary>What the attributes of a class of your own allow: <see cref="RangeAttribute"/>, <see cref="ChoiceAttribute"/>, <see cref="BooleanChoiceAttribute"/> on its settable properties.</summary>
    /// <typeparam name="TParameters">The class.</typeparam>
    /// <param name="create">Makes the strategy of a set of values.</param>
    /// <param name="gridSteps">Values that a grid takes of each range, evenly on its linear or logarithmic scale, both ends included; 2 or more.</param>
    /// <returns>The space.</returns>
    /// <exception cref="ArgumentException">No property has such an attribute, or one has an attribute that its type does not suit; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 steps.</exception>
    public static StrategySpace FromAttributes<TParameters>(Func<TParameters, EmbeddingStrategy> create, int gridSteps = 5)
        where TParameters : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentOutOfRangeException.ThrowIfLessThan(gridSteps, 2);
        return new AttributedSpace<TParameters>(create, gridSteps);
    }

    /// <summary>Every strategy of the space, ranges in steps.</summary>
    internal abstract IReadOnlyList<EmbeddingStrategy> Enumerate();

    /// <summary>Strategies drawn from the space, fewer where it holds fewer; the same seed draws the same ones.</summary>
    internal abstract IReadOnlyList<EmbeddingStrategy> Draw(int count, int seed);
}
