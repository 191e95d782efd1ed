using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>
/// Residuals to learnt centres: a_ik = softmax over k of w_k . x_i + b_k, V_k = sum over i of a_ik (x_i - c_k); each V_k to unit length, laid one behind the
/// other, the whole to unit length.
/// </summary>
/// <remarks>A slice's shares of the clusters say nothing of its part in the result, so there are no slice weights. <b>Source:</b> Arandjelovic et al., arXiv 1511.07247, equations 3 and 4.</remarks>
internal sealed class NetVladPooling : TrainedPooling
{
    public const string PoolingName = "netvlad";

    private readonly int _clusters;

    public NetVladPooling(PoolingTraining training, int clusters)
        : base(training) => _clusters = PoolingBounds.Require(clusters, 1, PoolingBounds.MaxParts, nameof(clusters));

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments => new(("clusters", PoolingArguments.Text(_clusters)));

    public override int GetOutputWidth(int width) => checked(_clusters * width);

    internal override PoolingModule CreateModule(int width, int classCount) => new NetVladModule(width, _clusters);

    private sealed class NetVladModule : PoolingModule
    {
        private const double LeastLength = 1e-12;

        private readonly LinearLayer W;
        private readonly Parameter C;

        public NetVladModule(int width, int clusters)
            : base(nameof(NetVladModule))
        {
            W = new LinearLayer(width, clusters);
            C = Unset.Parameter(clusters, width);
            RegisterComponents();
        }

        public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = bags.ZeroedRows; // (B, N, D)
            Tensor shares = W.forward(rows).softmax(-1).Filled(bags.RowMask.logical_not(), 0).transpose(1, 2); // -> (B, K, N)
            Tensor residuals = matmul(shares, rows) - (shares.sum(2, keepdim: true) * C); // -> (B, K, D)
            Tensor flat = nn.functional.normalize(residuals, dim: 2, eps: LeastLength).flatten(1); // -> (B, K * D)
            return new(nn.functional.normalize(flat, dim: 1, eps: LeastLength).MoveToOuterDisposeScope());
        }
    }
}
