using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace TrainDemonstration;

/// <summary>
/// The window and the slice stage: pictures against texts, maps of diseased wall, classes and signs. The map is what makes the tower see thin walls; texts alone do not get there
/// on two cores.
/// </summary>
internal sealed class PictureTask : FiguredTask, IDisposable
{
    private const double HeadsWeight = 0.5;
    private const double WindowMapDivisor = 100;
    private const double SliceMapDivisor = 40;
    private const double LeastContrastiveWeight = 0.1;
    private const double RampStart = 0.10;
    private const double RampEnd = 0.35;

    private readonly DemonstrationNetwork _network;
    private readonly Prefetch<PictureBatch> _batches;
    private readonly StagePlan _plan;
    private readonly bool _windows;
    private readonly Tensor _signWeights;

    /// <summary>A stage.</summary>
    /// <param name="network">What learns.</param>
    /// <param name="sampler">Where batches come from.</param>
    /// <param name="plan">Its numbers.</param>
    /// <param name="windows">Whether pictures are windows, or whole slices.</param>
    public PictureTask(DemonstrationNetwork network, PictureSampler sampler, StagePlan plan, bool windows)
    {
        _network = network;
        _batches = new Prefetch<PictureBatch>(sampler.Draw, plan.Steps);
        _plan = plan;
        _windows = windows;
        Parameters = network.Unfreeze(_ => true);
        _signWeights = tensor(new float[] { 2, 2, 4 }).DetachFromDisposeScope();
    }

    public override IReadOnlyList<NamedParameter> Parameters { get; }

    public override string Description => $"demonstration, {(_windows ? "windows" : "slices")}, {_plan}";

    public override double ItemsPerStep => _plan.Batch;

    public override double Backward(TrainingStep step)
    {
        PictureBatch batch = _batches.Take(step.Index);
        Tensor pixels = tensor(batch.Pixels, [_plan.Batch, 3, batch.Side, batch.Side]);
        Tensor tokens = Look(pixels, batch); // (N, 3, S, S) -> (N, T, D)
        Tensor pooled = _network.Vision.Transformer.Pool(tokens); // -> (N, D)
        Tensor contrastive = Contrast(pooled, batch);
        Tensor map = MapLoss(tokens.narrow(1, 1, batch.Tokens - 1), batch);
        (Tensor heads, double accuracy) = HeadLoss(pooled, batch);
        Tensor loss = contrastive.Times(ContrastiveWeight(step.Index)).Plus(map).Plus(heads.Times(HeadsWeight));
        Figures = new StepFigures(contrastive.ToNumber(), map.ToNumber(), heads.ToNumber(), accuracy, Math.Exp(_network.LogScale.ToNumber()));
        return step.Backward(loss);
    }

    public override void AfterStep() => _network.BoundScale();

    /// <summary>The share of pictures of a batch whose class the head gets right, without learning from them.</summary>
    public double MeasureAccuracy(PictureBatch batch)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = tensor(batch.Pixels, [batch.Classes.Length, 3, batch.Side, batch.Side]);
        Tensor pooled = _network.Vision.Transformer.Pool(Look(pixels, batch));
        return Accuracy(_network.Heads.Classes(pooled), batch);
    }

    public void Dispose() => _signWeights.Dispose();

    private Tensor Look(Tensor pixels, PictureBatch batch) => _windows
        ? _network.Vision.Transformer.RunAt(pixels, tensor(batch.Places, [batch.Classes.Length, batch.Tokens]))
        : _network.Vision.Transformer.Run(pixels);

    private Tensor Contrast(Tensor pooled, PictureBatch batch)
    {
        Tensor images = _network.Vision.Project(pooled); // (N, D) -> (N, P)
        Tensor texts = _network.EmbedTexts(batch.Texts); // (M, L) -> (M, P)
        return ContrastiveLoss.MultiPositive(Similarity.Logits(images, texts, _network.LogScale), Positives.Of(batch.Keys, batch.Texts.Keys));
    }

    private Tensor MapLoss(Tensor patches, PictureBatch batch)
    {
        Tensor scores = _network.Heads.Map(patches); // (N, T - 1, D) -> (N, T - 1, 32)
        Tensor shares = tensor(batch.Map, scores.shape);
        Tensor sum = nn.functional.binary_cross_entropy_with_logits(scores, shares, reduction: nn.Reduction.Sum);
        return sum.Over(_plan.Batch * (_windows ? WindowMapDivisor : SliceMapDivisor));
    }

    private (Tensor Loss, double Accuracy) HeadLoss(Tensor pooled, PictureBatch batch)
    {
        Tensor scores = _network.Heads.Classes(pooled); // (N, D) -> (N, 3)
        Tensor classes = nn.functional.cross_entropy(scores, tensor(batch.Classes));
        Tensor signs = nn.functional.binary_cross_entropy_with_logits(_network.Heads.Signs(pooled), tensor(batch.Signs, [_plan.Batch, 3]), pos_weights: _signWeights);
        return (classes.Plus(signs), Accuracy(scores, batch));
    }

    private static double Accuracy(Tensor scores, PictureBatch batch)
    {
        long[] answers = [.. scores.argmax(1).data<long>()];
        return answers.Zip(batch.Classes).Count(pair => pair.First == pair.Second) / (double)answers.Length;
    }

    // Texts mean little to a tower that sees nothing yet: their weight rises while the maps are learnt.
    private double ContrastiveWeight(int step)
    {
        double way = ((double)step / _plan.Steps - RampStart) / (RampEnd - RampStart);
        return _windows ? LeastContrastiveWeight + ((1 - LeastContrastiveWeight) * Math.Clamp(way, 0, 1)) : 1;
    }
}
