using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head attention pooling in SigLIP's form: h = MHA(probe, x, x), y = h + MLP(LN(h)).</summary>
/// <remarks><b>Source:</b> Zhai et al., arXiv 2303.15343, and SiglipMultiheadAttentionPoolingHead of transformers; GELU by tanh, epsilon 1e-6.</remarks>
internal sealed class MapPooling : QueryPooling
{
    public const string PoolingName = "map";

    private const double Epsilon = 1e-6;

    private readonly int _innerWidth;

    public MapPooling(PoolingTraining training, int heads, int queries, int innerWidth)
        : base(training, heads, queries) => _innerWidth = PoolingBounds.Require(innerWidth, 0, PoolingBounds.MaxWidth, nameof(innerWidth));

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => WithQueries(("inner", PoolingArguments.Text(_innerWidth)));

    internal override PoolingModule CreateModule(int width, int classCount)
    {
        PoolingBounds.RequireShared(Name, width, Heads);
        return new MapModule(width, Heads, Queries, _innerWidth == 0 ? 4 * width : _innerWidth);
    }

    private sealed class MapModule : PoolingModule
    {
        private readonly Parameter probe;
        private readonly BagAttention attention;
        private readonly LayerNormLayer layernorm;
        private readonly TwoLayerPerceptron mlp;

        public MapModule(int width, int heads, int queries, int innerWidth)
            : base(nameof(MapModule))
        {
            probe = Unset.Parameter(queries, width);
            attention = new BagAttention(width, heads);
            layernorm = new LayerNormLayer(width, Epsilon);
            mlp = new TwoLayerPerceptron(width, innerWidth, Activation.GeluTanh);
            RegisterComponents();
        }

        public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor mixed, Tensor weights) = attention.Attend(probe.unsqueeze(0), bags.ZeroedRows, bags.Mask); // -> (B, Q, D), (B, H, Q, N)
            Tensor pooled = mixed.Plus(mlp.forward(layernorm.forward(mixed)));
            return new(pooled.flatten(1).MoveToOuterDisposeScope(), weights.mean([1, 2]).MoveToOuterDisposeScope()); // -> (B, Q * D), (B, N)
        }
    }
}
