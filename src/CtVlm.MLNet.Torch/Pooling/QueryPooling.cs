namespace CtVlm.MLNet.Torch;

/// <summary>Poolings by attention of learnt queries to the slices; the queries' results stand one behind the other, K = queries x D.</summary>
internal abstract class QueryPooling : TrainedPooling
{
    /// <summary>A pooling of some heads and queries.</summary>
    private protected QueryPooling(PoolingTraining training, int heads, int queries)
        : base(training)
    {
        Heads = PoolingBounds.Require(heads, 1, PoolingBounds.MaxParts, nameof(heads));
        Queries = PoolingBounds.Require(queries, 1, PoolingBounds.MaxParts, nameof(queries));
    }

    public override bool HasSliceWeights => true;

    /// <summary>Number of heads; D is a multiple of it.</summary>
    private protected int Heads { get; }

    /// <summary>Number of learnt queries.</summary>
    private protected int Queries { get; }

    public override int GetOutputWidth(int width)
    {
        PoolingBounds.RequireShared(Name, width, Heads);
        return checked(Queries * width);
    }

    /// <summary>The arguments that all of the family have, and more behind them.</summary>
    private protected PoolingArguments WithQueries(params (string Name, string Value)[] more) =>
        new([("heads", PoolingArguments.Text(Heads)), ("queries", PoolingArguments.Text(Queries)), .. more]);
}
