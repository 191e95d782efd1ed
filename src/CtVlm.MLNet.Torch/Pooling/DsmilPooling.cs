using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>
/// Dual-stream pooling: class logits c of each slice; for each class the critical slice m, of the largest logit; a = softmax over the slices of
/// q(x_i) . q(x_m) / sqrt(128); B = sum of a v(x), the classes one behind the other, K = classes x v. Training also minimises the loss of the largest logits.
/// </summary>
/// <remarks>
/// q is two linear maps to 128 with ReLU between and tanh behind, v a linear map and ReLU. The authors' convolution over B is the linear classifier that training
/// puts behind every pooling. The weight of a slice is the mean over the classes. <b>Source:</b> Li, Li and Eliceiri, arXiv 2011.08939, section 3.2.
/// </remarks>
internal sealed class DsmilPooling : TrainedPooling
{
    public const string PoolingName = "dsmil";

    private readonly int _classes;
    private readonly int _valueWidth;

    public DsmilPooling(PoolingTraining training, int classes, int valueWidth)
        : base(training)
    {
        _classes = PoolingBounds.Require(classes, 2, PoolingBounds.MaxParts, nameof(classes));
        _valueWidth = PoolingBounds.Require(valueWidth, 1, PoolingBounds.MaxWidth, nameof(valueWidth));
    }

    public override string Name => PoolingName;

    public override bool HasSliceWeights => true;

    private protected override PoolingArguments Arguments => new(("classes", PoolingArguments.Text(_classes)), ("width", PoolingArguments.Text(_valueWidth)));

    public override int GetOutputWidth(int width) => checked(_classes * _valueWidth);

    internal override PoolingModule CreateModule(int width, int classCount)
    {
        PoolingBounds.RequireClasses(Name, nameof(Dsmil), "classes", _classes, classCount);
        return new DsmilModule(width, classCount, _valueWidth);
    }

    private sealed class DsmilModule : PoolingModule
    {
        private const int QueryWidth = 128;

        private readonly LinearLayer instance;
        private readonly LinearLayer q0;
        private readonly LinearLayer q1;
        private readonly LinearLayer v;

        public DsmilModule(int width, int classCount, int valueWidth)
            : base(nameof(DsmilModule))
        {
            instance = new LinearLayer(width, classCount);
            q0 = new LinearLayer(width, QueryWidth);
            q1 = new LinearLayer(QueryWidth, QueryWidth);
            v = new LinearLayer(width, valueWidth);
            RegisterComponents();
        }

        public override double BagShare => 0.5;

        public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

        /// <summary>The loss of the max stream: cross-entropy of each class's largest slice logit.</summary>
        public override Tensor? AuxiliaryLoss(BagBatch bags, PooledBags pooled, Tensor classes)
        {
            using DisposeScope scope = NewDisposeScope();
            return nn.functional.cross_entropy(Logits(bags).amax([1]), classes).MoveToOuterDisposeScope(); // (B, N, C) -> (B, C)
        }

        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = bags.ZeroedRows; // (B, N, D)
            Tensor queries = q1.forward(q0.forward(rows).relu()).tanh(); // -> (B, N, Q)
            Tensor critical = Logits(bags).argmax(1).unsqueeze(2).expand(-1, -1, QueryWidth); // (B, N, C) -> (B, C) -> (B, C, Q)
            Tensor scores = matmul(queries.gather(1, critical), queries.transpose(1, 2)).Over(Math.Sqrt(QueryWidth)); // -> (B, C, N)
            Tensor attention = scores.Filled(bags.Mask.logical_not().unsqueeze(1), double.NegativeInfinity).softmax(-1);
            Tensor vectors = matmul(attention, v.forward(rows).relu()).flatten(1); // -> (B, C * V)
            return new(vectors.MoveToOuterDisposeScope(), attention.mean([1]).MoveToOuterDisposeScope());
        }

        // Class logits of the slices, -infinity where there is none: (B, N, C)
        private Tensor Logits(BagBatch bags) => instance.forward(bags.ZeroedRows).Filled(bags.RowMask.logical_not(), double.NegativeInfinity);
    }
}
