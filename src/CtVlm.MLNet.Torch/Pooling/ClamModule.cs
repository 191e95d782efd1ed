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
        long[] labels = classes.cpu().to(int64).data<long>().ToArray();
        long[] counts = bags.Mask.sum(1).to(int64).cpu().data<long>().ToArray();
        Tensor[] losses = [.. labels.Select((label, bag) => InstanceLoss(hidden[bag], scores[bag], bags.Mask[bag], counts[bag], label))];
        return stack(losses).mean().MoveToOuterDisposeScope();
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

    // One bag: h (N, E), scores (N, R), mask (N) -> a scalar
    private Tensor InstanceLoss(Tensor hidden, Tensor scores, Tensor mask, long slices, long label)
    {
        int count = (int)Math.Max(1, Math.Min(_shape.Count, slices / 2));
        Tensor isPadding = mask.logical_not();
        Tensor own = Branch(scores, label);
        Tensor most = Extreme(own, isPadding, count, isLargest: true);
        Tensor loss = slices == 1
            ? Loss(hidden, most, label, 1)
            : Loss(hidden, most, label, 1).Plus(Loss(hidden, Extreme(own, isPadding, count, isLargest: false), label, 0)).Over(2);
        if (_shape.Instances == ClamInstances.OfClass)
        {
            return loss;
        }

        for (int other = 0; other < instance_classifiers.Count; other++)
        {
            loss = other == label ? loss : loss.Plus(Loss(hidden, Extreme(Branch(scores, other), isPadding, count, isLargest: true), other, 0));
        }

        return loss.Over(instance_classifiers.Count);
    }

    private Tensor Branch(Tensor scores, long ofClass) => scores.select(1, _shape.Branches == 1 ? 0 : ofClass);

    private static Tensor Extreme(Tensor scores, Tensor isPadding, int count, bool isLargest) =>
        scores.Filled(isPadding, isLargest ? double.NegativeInfinity : double.PositiveInfinity).topk(count, 0, isLargest).indexes;

    // Cross-entropy of slices that all are (1) or are not (0) of a class.
    private Tensor Loss(Tensor hidden, Tensor slices, long ofClass, long target)
    {
        Tensor logits = instance_classifiers[(int)ofClass].forward(hidden.index_select(0, slices)); // -> (count, 2)
        return nn.functional.cross_entropy(logits, zeros(slices.shape, int64, slices.device).FillInPlace(target));
    }
}
