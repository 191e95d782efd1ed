using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>
/// Graph attention over the slices, then the mean: z = W x in heads, a_ij = softmax over the neighbours j of i of LeakyReLU(al . z_i + ar . z_j),
/// h_i = ELU(sum a_ij z_j + b), the heads side by side.
/// </summary>
/// <remarks>The weight of a slice is the mean, over the slices i and the heads, of a_ij. <b>Source:</b> Velickovic et al., arXiv 1710.10903, equations 3 to 5.</remarks>
internal sealed class GatPooling : GraphPooling
{
    public const string PoolingName = "gat";

    private readonly int _heads;
    private readonly int _headWidth;

    public GatPooling(PoolingTraining training, int heads, int headWidth, SliceGraph graph)
        : base(training, graph)
    {
        _heads = PoolingBounds.Require(heads, 1, PoolingBounds.MaxParts, nameof(heads));
        _headWidth = PoolingBounds.Require(headWidth, 1, PoolingBounds.MaxWidth, nameof(headWidth));
    }

    public override string Name => PoolingName;

    public override bool HasSliceWeights => true;

    private protected override PoolingArguments Arguments =>
        new([("heads", PoolingArguments.Text(_heads)), ("width", PoolingArguments.Text(_headWidth)), .. Graph.ToArguments()]);

    public override int GetOutputWidth(int width) => checked(_heads * _headWidth);

    internal override PoolingModule CreateModule(int width, int classCount) => new GatModule(width, _heads, _headWidth, Graph);

    private sealed class GatModule : PoolingModule
    {
        private const double NegativeSlope = 0.2;

        private readonly LinearLayer W;
        private readonly Parameter al;
        private readonly Parameter ar;
        private readonly Parameter b;
        private readonly SliceGraph _graph;

        public GatModule(int width, int heads, int headWidth, SliceGraph graph)
            : base(nameof(GatModule))
        {
            W = new LinearLayer(width, heads * headWidth, hasBias: false);
            al = Unset.Parameter(heads, headWidth);
            ar = Unset.Parameter(heads, headWidth);
            b = Unset.Parameter(heads * headWidth);
            _graph = graph;
            RegisterComponents();
        }

        public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            (long batch, long slices) = (bags.Rows.shape[0], bags.Rows.shape[1]);
            Tensor z = W.forward(bags.ZeroedRows).view(batch, slices, al.shape[0], al.shape[1]).transpose(1, 2); // (B, N, D) -> (B, H, N, F)
            Tensor scores = matmul(z, al.unsqueeze(2)).Plus(matmul(z, ar.unsqueeze(2)).transpose(2, 3)); // (B, H, N, 1) + (B, H, 1, N) -> (B, H, N, N)
            Tensor isApart = _graph.Edges(bags, PoolingName).logical_not().unsqueeze(1); // (B, 1, N, N)
            Tensor attention = scores.LeakyRelu(NegativeSlope).Filled(isApart, double.NegativeInfinity).softmax(-1);
            Tensor hidden = matmul(attention, z).transpose(1, 2).reshape(batch, slices, -1).Plus(b).Elu(); // -> (B, N, H * F)
            Tensor isPadding = bags.RowMask.logical_not(); // (B, N, 1)
            Tensor looks = attention.mean([1]).Filled(isPadding, 0); // -> (B, N, N)
            Tensor vectors = hidden.Filled(isPadding, 0).sum(1).div(bags.Counts); // -> (B, H * F)
            return new(vectors.MoveToOuterDisposeScope(), looks.sum(1).div(bags.Counts).MoveToOuterDisposeScope());
        }
    }
}
