using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Trains towers, pooling and head on bags of slices and their texts.</summary>
internal sealed class VolumeTask : TrainingTask
{
    private readonly VolumeModel _model;
    private readonly VlmTraining _training;
    private readonly VolumeData _data;
    private readonly ISeriesVectors _vectors;
    private readonly SeriesTexts? _texts;
    private readonly SeriesSampler _sampler;
    private readonly Tensor? _classWeights;
    private int _slices;

    /// <summary>Trains a model on series; all arguments stay the caller's.</summary>
    /// <param name="model">What trains.</param>
    /// <param name="training">How.</param>
    /// <param name="data">The series.</param>
    /// <param name="vectors">Vectors of their slices.</param>
    /// <param name="texts">Vectors of their texts; null where texts take no part.</param>
    public VolumeTask(VolumeModel model, VlmTraining training, VolumeData data, ISeriesVectors vectors, SeriesTexts? texts)
    {
        _model = model;
        _training = training;
        _data = data;
        _vectors = vectors;
        _texts = texts;
        _sampler = new SeriesSampler([.. data.Training.Select(s => data.Series[s].Key)]);
        _classWeights = data.ClassCount > 0 ? TensorMemory.Create(data.GetClassWeights(training.Loss.BalancesClasses), data.ClassCount).to(model.Device) : null;
    }

    public override IReadOnlyList<NamedParameter> Parameters => _model.Parameters;

    public override string Description => _data.Describe(_training);

    public override double ItemsPerStep => _slices;

    public override double Backward(TrainingStep step)
    {
        using Tf32Scope? exact = Tf32Scope.Enter(_model.Device, isAllowed: false);
        int[] batch = [.. _sampler.Draw(step.Random, _training.BatchSize).Select(i => _data.Training[i])];
        int seed = step.Random.Next();
        int[][] chunks = [.. batch.Chunk(_training.ChunkSize)];
        try
        {
            if (chunks.Length == 1)
            {
                Tensor series = Embed(step, chunks[0], 0, seed);
                return step.Backward(GetLoss(batch, series, ReadTexts(step, batch, 1)));
            }

            List<Func<Tensor>> embed = [.. chunks.Index().Select(chunk => new Func<Tensor>(() => Embed(step, chunk.Item, chunk.Index, seed)))];
            if (_texts is not null)
            {
                embed.Add(() => ReadTexts(step, batch, chunks.Length)!);
            }

            return CachedGradients.Backward(
                embed, vectors => GetLoss(batch, cat([.. vectors.Take(chunks.Length)], 0), _texts is null ? null : vectors[^1]), step.LossFactor);
        }
        finally
        {
            _model.Towers.Dropout.End();
            _slices = batch.Sum(_vectors.GetSliceCount);
        }
    }

    public override void AfterStep() => _model.Bound();

    public override TrainingMetric? Validate()
    {
        if (_data.HeldBack.Count == 0)
        {
            return null;
        }

        using Tf32Scope? exact = Tf32Scope.Enter(_model.Device, isAllowed: false);
        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _model.Pooling.eval();
        int[] series = [.. _data.HeldBack];
        Tensor vectors = cat([.. series.Chunk(_training.ChunkSize).Select(chunk => _model.Pooling.forward(_vectors.Read(chunk, null)).Vectors)], 0);
        Tensor? texts = _texts?.Read(series);
        TrainingMetric metric = _training.Metric switch
        {
            VlmMetric.TextToImageMrr => new TrainingMetric("MRR of held-back texts", ReciprocalRank.Mean(_model.Compare(vectors, texts!).t(), _data.GetKeys(series)), IsHigherBetter: true),
            VlmMetric.HeadAccuracy => new TrainingMetric("accuracy of the head on held-back series", GetAccuracy(series, vectors), IsHigherBetter: true),
            _ => new TrainingMetric("loss of held-back series", GetLoss(series, vectors, texts).ToNumber(), IsHigherBetter: false),
        };
        _model.Pooling.train();
        return metric;
    }

    /// <summary>Frees what the task made.</summary>
    public void Release() => _classWeights?.Dispose();

    // Each chunk has a part of the dropout's own, and draws the same when it is embedded again.
    private Tensor Embed(TrainingStep step, int[] series, int chunk, int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        BeginDropout(step, chunk);
        return _model.Pooling.forward(_vectors.Read(series, seed)).Vectors.MoveToOuterDisposeScope();
    }

    private Tensor? ReadTexts(TrainingStep step, int[] series, int chunk)
    {
        BeginDropout(step, chunk);
        return _texts?.Read(series);
    }

    private void BeginDropout(TrainingStep step, int chunk) => _model.Towers.Dropout.Begin(step.Index, ((long)step.Part << 20) + chunk);

    private Tensor GetLoss(int[] batch, Tensor vectors, Tensor? texts)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> parts = [];
        VlmLoss loss = _training.Loss;
        if (texts is not null)
        {
            parts.Add(GetContrastive(_data.GetKeys(batch), _model.Compare(vectors, texts)).Times(loss.ContrastiveWeight));
        }

        if (loss.UsesClasses)
        {
            long[] known = [.. batch.Index().Where(s => _data.Series[s.Item].Class >= 0).Select(s => (long)s.Index)];
            AddClassLosses(parts, batch, vectors, known);
        }

        return parts.Count == 0
            ? vectors.sum().Times(0).MoveToOuterDisposeScope()
            : parts.Aggregate((sum, part) => sum.Plus(part)).MoveToOuterDisposeScope();
    }

    private void AddClassLosses(List<Tensor> parts, int[] batch, Tensor vectors, long[] known)
    {
        if (known.Length == 0)
        {
            return;
        }

        VlmLoss loss = _training.Loss;
        Tensor labelled = vectors.index_select(0, tensor(known, device: _model.Device));
        Tensor classes = tensor(known.Select(k => (long)_data.Series[batch[k]].Class).ToArray(), device: _model.Device);
        if (loss.SupConWeight > 0)
        {
            parts.Add(SupConLoss.Compute(labelled, classes, loss.SupConScale).Times(loss.SupConWeight));
        }

        if (_model.Head is PoolingHead head)
        {
            parts.Add(ClassLoss.Compute(loss.Target, head.forward(labelled), classes, _classWeights!).Times(loss.HeadWeight));
        }
    }

    private Tensor GetContrastive(string[] keys, Tensor logits)
    {
        if (_training.Loss.Contrastive == ContrastiveKind.InfoNce)
        {
            return ContrastiveLoss.InfoNce(logits);
        }

        using Tensor positives = ReciprocalRank.Positives(keys, logits.device);
        return _training.Loss.Contrastive == ContrastiveKind.SigLip ? SigLipLoss.Compute(logits, positives) : ContrastiveLoss.MultiPositive(logits, positives);
    }

    private double GetAccuracy(int[] series, Tensor vectors)
    {
        long[] named = [.. ClassDecision.Take(_training.Loss.Target, _model.Head!.forward(vectors)).cpu().data<long>()];
        (int Series, long Named)[] known = [.. series.Zip(named).Where(s => _data.Series[s.First].Class >= 0)];
        return known.Length == 0 ? 0 : known.Count(s => _data.Series[s.Series].Class == s.Named) / (double)known.Length;
    }
}
