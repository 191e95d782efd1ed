using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A small transformer over the slices, read out at a learnt token or as the mean of its outputs.</summary>
/// <remarks><b>Source:</b> the aggregator of arXiv 2604.13021; layers of Vaswani et al., arXiv 1706.03762, as torch.nn.TransformerEncoder with erf GELU.</remarks>
internal sealed class TransformerPooling : TrainedPooling
{
    public const string PoolingName = "transformer";

    private readonly TransformerShape _shape;

    public TransformerPooling(PoolingTraining training, TransformerShape shape)
        : base(training)
    {
        shape.Validate();
        _shape = shape;
    }

    public override string Name => PoolingName;

    public override bool UsesPositions => _shape.Positions != SlicePositions.None;

    public override bool HasSliceWeights => true;

    private protected override PoolingArguments Arguments => _shape.ToArguments();

    public override int GetOutputWidth(int width)
    {
        PoolingBounds.RequireShared(Name, width, _shape.Heads);
        return width;
    }

    internal override PoolingModule CreateModule(int width, int classCount)
    {
        PoolingBounds.RequireShared(Name, width, _shape.Heads);
        return new TransformerModule(width, _shape);
    }

    private sealed class TransformerModule : PoolingModule
    {
        private readonly Parameter? cls;
        private readonly Parameter? cls_position;
        private readonly PositionCode positions;
        private readonly BagTransformer enc;

        public TransformerModule(int width, TransformerShape shape)
            : base(nameof(TransformerModule))
        {
            cls = shape.Readout == TransformerReadout.Cls ? Unset.Parameter(1, width) : null;
            cls_position = shape is { Readout: TransformerReadout.Cls, Positions: SlicePositions.Learned } ? Unset.Parameter(1, width) : null;
            positions = new PositionCode(shape.Positions, width, shape.StepMm, shape.Knots);
            enc = new BagTransformer(shape.Layers, width, shape.Heads, shape.InnerWidth == 0 ? 2 * width : shape.InnerWidth, shape.Norm);
            RegisterComponents();
        }

        public override void Initialize(Generator generator)
        {
            ParameterStart.Fill(this, generator);
            positions.Initialize();
        }

        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = positions.Add(bags.ZeroedRows, bags, PoolingName); // (B, N, D)
            return cls is null ? PoolMean(rows, bags) : PoolAtToken(rows, bags, cls);
        }

        // Both move their results out of the scope that Pool has opened.
        private PooledBags PoolMean(Tensor rows, BagBatch bags)
        {
            (Tensor tokens, Tensor attention) = enc.Run(rows, bags.Mask); // (B, N, D), (B, H, N, N)
            Tensor isPadding = bags.RowMask.logical_not();
            Tensor pooled = tokens.Filled(isPadding, 0).sum(1).div(bags.Counts); // -> (B, D)
            Tensor looks = attention.mean([1]).Filled(isPadding, 0); // (B, N, N): by the slice that looks, then by that looked at
            return new(pooled.MoveToOuterDisposeScope(), looks.sum(1).div(bags.Counts).MoveToOuterDisposeScope());
        }

        private PooledBags PoolAtToken(Tensor rows, BagBatch bags, Tensor token)
        {
            Tensor first = (cls_position is null ? token : token.Plus(cls_position)).unsqueeze(0).expand(rows.shape[0], 1, rows.shape[2]); // (1, D) -> (B, 1, D)
            Tensor mask = cat([bags.Mask.new_ones(rows.shape[0], 1), bags.Mask], 1); // -> (B, 1 + N)
            (Tensor tokens, Tensor attention) = enc.Run(cat([first, rows], 1), mask); // (B, 1 + N, D), (B, H, 1 + N, 1 + N)
            Tensor looks = attention.select(2, 0).mean([1]).narrow(1, 1, rows.shape[1]); // -> (B, N), without what the token gives itself
            Tensor weights = looks / looks.sum(1, keepdim: true);
            return new(tokens.select(1, 0).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
        }
    }
}
