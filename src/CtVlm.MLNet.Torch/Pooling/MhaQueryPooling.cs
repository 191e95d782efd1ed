using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head attention of learnt queries, and nothing behind it.</summary>
/// <remarks><b>Source:</b> Vaswani et al., arXiv 1706.03762, section 3.2.2; torch.nn.MultiheadAttention with learnt queries.</remarks>
internal sealed class MhaQueryPooling(PoolingTraining training, int heads, int queries) : QueryPooling(training, heads, queries)
{
    public const string PoolingName = "mhaquery";

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => WithQueries();

    internal override PoolingModule CreateModule(int width, int classCount)
    {
        PoolingBounds.RequireShared(Name, width, Heads);
        return new MhaQueryModule(width, Heads, Queries);
    }

    private sealed class MhaQueryModule : PoolingModule
    {
        private readonly Parameter query;
        private readonly BagAttention attention;

        public MhaQueryModule(int width, int heads, int queries)
            : base(nameof(MhaQueryModule))
        {
            query = Unset.Parameter(queries, width);
            attention = new BagAttention(width, heads);
            RegisterComponents();
        }

        public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor mixed, Tensor weights) = attention.Attend(query.unsqueeze(0), bags.ZeroedRows, bags.Mask); // -> (B, Q, D), (B, H, Q, N)
            return new(mixed.flatten(1).MoveToOuterDisposeScope(), weights.mean([1, 2]).MoveToOuterDisposeScope()); // -> (B, Q * D), (B, N)
        }
    }
}
