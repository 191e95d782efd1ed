using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using static TorchSharp.torch;

namespace TrainDemonstration;

/// <summary>The volume stage: the mean of a volume's slices against its report. The vision tower is frozen, so its vectors are computed once; its projection and the text tower learn.</summary>
internal sealed class VolumeTask : FiguredTask
{
    private const double SliceDrop = 0.15;
    private const float NoiseShare = 0.15f;

    private readonly DemonstrationNetwork _network;
    private readonly IReadOnlyList<TrainingPatient> _patients;
    private readonly VolumeFeatures _features;
    private readonly ClipTokenizer _tokenizer;
    private readonly StagePlan _plan;
    private readonly int _seed;

    /// <summary>A stage.</summary>
    public VolumeTask(DemonstrationNetwork network, IReadOnlyList<TrainingPatient> patients, VolumeFeatures features, ClipTokenizer tokenizer, StagePlan plan, int seed)
    {
        _network = network;
        _patients = patients;
        _features = features;
        _tokenizer = tokenizer;
        _plan = plan;
        _seed = seed;
        Parameters = network.Unfreeze(name => !name.StartsWith("vision_model.", StringComparison.Ordinal) && !name.StartsWith("heads.", StringComparison.Ordinal));
    }

    public override IReadOnlyList<NamedParameter> Parameters { get; }

    public override string Description => $"demonstration, volumes, {_plan}";

    public override double ItemsPerStep => _plan.Batch;

    public override double Backward(TrainingStep step)
    {
        float[] means = new float[_plan.Batch * _features.Width];
        PhantomKey[] keys = new PhantomKey[_plan.Batch];
        TextBatch texts = new();
        RandomStream random = RandomStream.For(_seed, step.Index, "volume");
        int[] order = [.. Enumerable.Range(0, _patients.Count)];
        random.Shuffle<int>(order);
        for (int i = 0; i < _plan.Batch; i++)
        {
            int patient = order[i % order.Length];
            Average(random, patient, means.AsSpan(i * _features.Width, _features.Width));
            keys[i] = _patients[patient].Findings.Key;
            texts.Add(keys[i], ReportTexts.Write(random, _patients[patient].Findings), _tokenizer);
        }

        Tensor images = _network.Vision.Project(tensor(means, [_plan.Batch, _features.Width])); // (N, D) -> (N, P)
        Tensor logits = Similarity.Logits(images, _network.EmbedTexts(texts), _network.LogScale);
        Tensor loss = ContrastiveLoss.MultiPositive(logits, Positives.Of(keys, texts.Keys));
        Figures = new StepFigures(loss.ToNumber(), 0, 0, Accuracy(logits, keys), Math.Exp(_network.LogScale.ToNumber()));
        return step.Backward(loss);
    }

    public override void AfterStep() => _network.BoundScale();

    // The mean of the slices that were not dropped, with noise.
    private void Average(RandomStream random, int patient, Span<float> mean)
    {
        int count = 0;
        mean.Clear();
        for (int s = 0; s < _features.Slices; s++)
        {
            // The last slice stays where all others were dropped.
            if (random.Chance(SliceDrop) && (s + 1 < _features.Slices || count > 0))
            {
                continue;
            }

            count++;
            ReadOnlySpan<float> slice = _features.Values.AsSpan(((patient * _features.Slices) + s) * _features.Width, _features.Width);
            for (int d = 0; d < mean.Length; d++)
            {
                mean[d] += slice[d] + (NoiseShare * _features.Deviations[d] * random.FastNormal());
            }
        }

        foreach (ref float value in mean)
        {
            value /= count;
        }
    }

    private static double Accuracy(Tensor logits, PhantomKey[] keys)
    {
        long[] nearest = [.. logits.argmax(1).data<long>()];
        return nearest.Select((text, image) => keys[text].Severity == keys[image].Severity).Count(right => right) / (double)keys.Length;
    }
}
