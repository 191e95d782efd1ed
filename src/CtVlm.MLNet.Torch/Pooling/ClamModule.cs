using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The differentiable form of <see cref="ClamPooling"/>.</summary>
internal sealed class ClamModule : PoolingModule
{
    private readonly LinearLayer fc;
    private readonly LinearLayer attention_V;
    private readonly LinearLayer attention_U;
    private readonly LinearLayer attention_w;
    private readonly ModuleList<LinearLayer> instance_classifiers;
    private readonly ClamShape _shape;

    /// <summary>CLAM for rows of a width and some classes.</summary>
    public ClamModule(int width, int classCount, ClamShape shape)
        : base(nameof(ClamModule))
    {
        fc = new LinearLayer(width, shape.Width);
        attention_V = new LinearLayer(shape.Width, shape.HiddenWidth);
        attention_U = new LinearLayer(shape.Width, shape.HiddenWidth);
        attention_w = new LinearLayer(shape.HiddenWidth, shape.Branches);
        instance_classifiers = new ModuleList<LinearLayer>([.. Enumerable.Range(0, classCount).Select(_ => new LinearLayer(shape.Width, 2))]);
        _shape = shape;
        RegisterComponents();
    }

    public override double BagShare => 0.7;

    public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

    /// <summary>The instance loss: the mean over the bags of the cross-entropy of their most and least attended slices.</summary>
    /// <remarks>k is lowered to half of the bag's slices, so that none is both; a bag of one slice has only a most attended one.</remarks>
    public override Tensor? AuxiliaryLoss(BagBatch bags, PooledBags pooled, Tensor classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = Embed(bags); // (B, N, E)
        Tensor scores = Score(hidden).detach(); // (B, N, R)
        Tensor slices = bags.Mask.sum(1); // (B) int64
        Tensor counts = slices.OverFloor(2).Within(1, _shape.Count); // k of each bag, (B)
        int most = (int)counts.max().item<long>();
        Tensor losses = zeros(classes.shape, hidden.dtype, hidden.device); // (B)
        for (int c = 0; c < instance_classifiers.Count; c++)
        {
            Tensor isOwn = classes.IsEqualTo(c); // (B)
            Tensor attended = Loss(hidden, Extreme(scores, bags.Mask, c, most, isLargest: true), c, isOwn, counts);
            Tensor ignored = Loss(hidden, Extreme(scores, bags.Mask, c, most, isLargest: false), c, zeros_like(isOwn), counts);
            Tensor own = where(slices.IsEqualTo(1), attended, attended.Plus(ignored).Over(2));
            Tensor other = _shape.Instances == ClamInstances.OfEveryClass ? attended : zeros_like(attended);
            losses = losses.Plus(where(isOwn, own, other));
        }

        Tensor mean = losses.mean();
        return (_shape.Instances == ClamInstances.OfEveryClass ? mean.Over(instance_classifiers.Count) : mean).MoveToOuterDisposeScope();
    }

    private protected override PooledBags Pool(BagBatch bags)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = Embed(bags); // (B, N, E)
        Tensor attention = Score(hidden).Filled(bags.RowMask.logical_not(), double.NegativeInfinity).softmax(1).transpose(1, 2); // -> (B, R, N)
        return new(matmul(attention, hidden).flatten(1).MoveToOuterDisposeScope(), attention.mean([1]).MoveToOuterDisposeScope()); // -> (B, R * E), (B, N)
    }

    // (B, N, D) -> (B, N, E)
    private Tensor Embed(BagBatch bags) => fc.forward(bags.ZeroedRows).relu();

    // (B, N, E) -> (B, N, R)
    private Tensor Score(Tensor hidden) => attention_w.forward(attention_V.forward(hidden).tanh() * attention_U.forward(hidden).sigmoid());

    // The slices of highest or lowest score of a class's branch, those of the bag first: (B, k)
    private Tensor Extreme(Tensor scores, Tensor mask, int ofClass, int count, bool isLargest) =>
        scores.select(2, _shape.Branches == 1 ? 0 : ofClass).Filled(mask.logical_not(), isLargest ? double.NegativeInfinity : double.PositiveInfinity).topk(count, 1, isLargest).indexes;

    // Mean over the first k slices of each bag of the cross-entropy of their being of a class, which all or none of a bag are: (B)
    private Tensor Loss(Tensor hidden, Tensor slices, int ofClass, Tensor isOf, Tensor counts)
    {
        Tensor chosen = hidden.gather(1, slices.unsqueeze(2).expand(-1, -1, hidden.shape[2])); // (B, N, E) -> (B, k, E)
        Tensor logs = instance_classifiers[ofClass].forward(chosen).log_softmax(2); // -> (B, k, 2)
        Tensor answers = logs.gather(2, isOf.to(int64).view(-1, 1, 1).expand(-1, slices.shape[1], 1)).squeeze(2); // -> (B, k)
        Tensor isBeyond = HeldScalars.Range(slices.shape[1], int64, slices.device).unsqueeze(0).ge(counts.unsqueeze(1)); // (B, k)
        return answers.Filled(isBeyond, 0).sum(1).div(counts.to(answers.dtype)).neg();
    }
}
