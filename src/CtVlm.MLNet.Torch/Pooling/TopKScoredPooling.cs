using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>
/// The mean of the k slices that say most: a fitted linear map gives each slice class logits, its score is the largest logit above their mean, whatever class it
/// speaks for. The map learns from the cross-entropy of each class's mean of its k largest logits.
/// </summary>
/// <remarks>
/// Slices that every class has, normal tissue, come to speak for none. The choice itself passes no gradient to the map. The weight of a slice is 1/k or 0.
/// <b>Source:</b> top-k multiple-instance learning with class logits as scores, as the instance stream of arXiv 2011.08939, k in place of 1.
/// </remarks>
internal sealed class TopKScoredPooling : TrainedPooling
{
    public const string PoolingName = "topkscored";

    private readonly int _count;

    public TopKScoredPooling(PoolingTraining training, int k)
        : base(training) => _count = PoolingBounds.Require(k, 1, PoolingBounds.MaxSlices, nameof(k));

    public override string Name => PoolingName;

    public override bool HasSliceWeights => true;

    private protected override PoolingArguments Arguments => new(("k", PoolingArguments.Text(_count)));

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new TopKModule(width, classCount, _count);

    private sealed class TopKModule : PoolingModule
    {
        private readonly LinearLayer scorer;
        private readonly int _count;

        public TopKModule(int width, int classCount, int count)
            : base(nameof(TopKModule))
        {
            scorer = new LinearLayer(width, classCount);
            _count = count;
            RegisterComponents();
        }

        public override double BagShare => 0.5;

        public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

        /// <summary>Cross-entropy of each class's mean of its k largest slice logits.</summary>
        public override Tensor? AuxiliaryLoss(BagBatch bags, PooledBags pooled, Tensor classes)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor logits = scorer.forward(bags.ZeroedRows).Filled(bags.RowMask.logical_not(), double.NegativeInfinity); // -> (B, N, C)
            Tensor shares = Shares(bags).unsqueeze(2); // -> (B, k, 1)
            Tensor largest = logits.topk((int)shares.shape[1], 1).values.Filled(shares.IsEqualTo(0), 0); // -> (B, k, C)
            return nn.functional.cross_entropy((largest * shares).sum(1), classes).MoveToOuterDisposeScope();
        }

        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = bags.ZeroedRows; // (B, N, D)
            Tensor order = Score(rows, bags.Mask).sort(1, descending: true, stable: true).Indices; // (B, N): ties by index
            Tensor shares = Shares(bags);
            Tensor weights = shares.new_zeros(order.shape).scatter(1, order.narrow(1, 0, shares.shape[1]), shares); // -> (B, N)
            return new(matmul(weights.unsqueeze(1), rows).squeeze(1).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope()); // -> (B, D)
        }

        // (B, N, D) -> (B, N), without a gradient
        private Tensor Score(Tensor rows, Tensor mask)
        {
            Tensor logits = scorer.forward(rows.detach()).detach(); // -> (B, N, C)
            return (logits.amax([2]) - logits.mean([2])).Filled(mask.logical_not(), double.NegativeInfinity);
        }

        // 1/k for the first k, k no more than the slices of the bag, then 0: (B, least of k and N)
        private Tensor Shares(BagBatch bags)
        {
            Tensor counts = bags.Counts.AtMost(_count); // (B, 1)
            Tensor places = HeldScalars.Range(Math.Min(_count, bags.Mask.shape[1]), counts.dtype, counts.device); // -> (k)
            return places.lt(counts).to(counts.dtype).div(counts);
        }
    }
}
