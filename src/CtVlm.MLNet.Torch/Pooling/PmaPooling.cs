using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Pooling by multi-head attention of the Set Transformer: Z = relu(rff x), H = LN(S + MHA(S, Z, Z)), y = LN(H + relu(ff H)).</summary>
/// <remarks>
/// Attention is torch's, with its output projection and scores divided by the root of a head's width; the authors' code divides by that of the whole width.
/// <b>Source:</b> Lee et al., arXiv 1810.00825, section 3.2.
/// </remarks>
internal sealed class PmaPooling(PoolingTraining training, int heads, int queries) : QueryPooling(training, heads, queries)
{
    public const string PoolingName = "pma";

    private const double Epsilon = 1e-5;

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => WithQueries();

    internal override PoolingModule CreateModule(int width, int classCount)
    {
        PoolingBounds.RequireShared(Name, width, Heads);
        return new PmaModule(width, Heads, Queries);
    }

    private sealed class PmaModule : PoolingModule
    {
        private readonly Parameter S;
        private readonly LinearLayer rff_in;
        private readonly BagAttention mha;
        private readonly LayerNormLayer ln0;
        private readonly LinearLayer ff;
        private readonly LayerNormLayer ln1;

        public PmaModule(int width, int heads, int queries)
            : base(nameof(PmaModule))
        {
            S = Unset.Parameter(queries, width);
            rff_in = new LinearLayer(width, width);
            mha = new BagAttention(width, heads);
            ln0 = new LayerNormLayer(width, Epsilon);
            ff = new LinearLayer(width, width);
            ln1 = new LayerNormLayer(width, Epsilon);
            RegisterComponents();
        }

        public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor seeds = S.unsqueeze(0); // (Q, D) -> (1, Q, D)
            (Tensor mixed, Tensor weights) = mha.Attend(seeds, rff_in.forward(bags.ZeroedRows).relu(), bags.Mask); // -> (B, Q, D), (B, H, Q, N)
            Tensor hidden = ln0.forward(seeds.Plus(mixed));
            Tensor pooled = ln1.forward(hidden.Plus(ff.forward(hidden).relu()));
            return new(pooled.flatten(1).MoveToOuterDisposeScope(), weights.mean([1, 2]).MoveToOuterDisposeScope()); // -> (B, Q * D), (B, N)
        }
    }
}
