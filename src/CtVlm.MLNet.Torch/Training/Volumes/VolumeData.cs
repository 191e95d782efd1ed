using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>Series, which of them are trained on and which are held back; no patient is in both.</summary>
/// <param name="Encoder">Hash of the encoder.</param>
/// <param name="Rendering">The rendering.</param>
/// <param name="Series">All series.</param>
/// <param name="Split">Which is which.</param>
/// <param name="ClassCount">Number of classes; 0 where labels take no part.</param>
internal sealed record VolumeData(string Encoder, CtRendering Rendering, IReadOnlyList<TrainingSeries> Series, PoolingSplit Split, int ClassCount)
{
    /// <summary>Indices of the series trained on.</summary>
    public IReadOnlyList<int> Training => Split.Training;

    /// <summary>Indices of the series held back.</summary>
    public IReadOnlyList<int> HeldBack => Split.Validation;

    /// <summary>Sorts series into those trained on and those held back.</summary>
    /// <exception cref="ArgumentException">What the training needs is missing; the message counts what.</exception>
    /// <exception cref="InvalidOperationException">No patient can be held back.</exception>
    public static VolumeData Create(VlmEncoder encoder, CtRendering rendering, IReadOnlyList<TrainingSeries> series, VlmTraining training)
    {
        Require(series, training);
        int[] known = training.Loss.UsesClasses ? [.. series.Select(s => s.Class)] : [.. series.Select(_ => 0)];
        int classCount = training.Loss.UsesClasses ? known.Max() + 1 : 0;

        // Series without a class stand in a class of their own, so that they are held back as often as others.
        int[] strata = Compact([.. known.Select(c => c < 0 ? classCount : c)]);
        PoolingData data = new(1, [.. series.Select(_ => new float[1])], strata) { Patients = [.. series.Select(s => s.Patient)] };
        PoolingSplit split = PoolingSplit.Create(data, new PoolingTraining { ValidationShare = training.ValidationShare, Seed = training.Seed });
        return new VolumeData(encoder.GetHash(), rendering, series, split, classCount);
    }

    /// <summary>Keys of some series.</summary>
    public string[] GetKeys(IEnumerable<int> series) => [.. series.Select(s => Series[s].Key)];

    /// <summary>Weight of each class in the head's loss.</summary>
    /// <param name="balances">Whether the loss of a class is divided by its share of the series trained on.</param>
    public float[] GetClassWeights(bool balances)
    {
        int[] counts = new int[ClassCount];
        foreach (int c in Training.Select(s => Series[s].Class).Where(c => c >= 0))
        {
            counts[c]++;
        }

        return [.. counts.Select(count => balances && count > 0 ? counts.Sum() / (float)(count * ClassCount) : 1)];
    }

    /// <summary>All that decides the result besides the loop's settings; series by a hash of their content, so that no identity is kept.</summary>
    public string Describe(VlmTraining training) => string.Create(
        CultureInfo.InvariantCulture,
        $"encoder {Encoder}; rendering {Rendering.ToJson()}; parts {SettingsText.Of(training.Parts)}; loss {SettingsText.Of(training.Loss)}; pooling {training.Pooling.Specification}; augmentation {SettingsText.Of(training.Augmentation)}; batch {training.BatchSize}; chunk {training.ChunkSize}; held back {training.ValidationShare}; {training.Metric}; precision {training.Precision}; data {Hash()}");

    private static void Require(IReadOnlyList<TrainingSeries> series, VlmTraining training)
    {
        int withoutText = training.Loss.UsesTexts ? series.Count(s => string.IsNullOrWhiteSpace(s.Text)) : 0;
        int classes = series.Where(s => s.Class >= 0).Select(s => s.Class).Distinct().Count();
        (bool IsWrong, string Message)[] rules =
        [
            (series.Count < 2, $"{series.Count} series given, 2 or more expected"),
            (withoutText > 0, $"{withoutText} of {series.Count} series have no text, which the loss uses: leave them out, or give a loss without texts"),
            (training.Loss.UsesClasses && classes < 2, $"the series have {classes} classes, which the loss uses, 2 or more expected"),
            (training.Loss.UsesClasses && classes >= 2 && series.Max(s => s.Class) + 1 != classes, $"classes are numbered from 0 without gaps; {classes} classes and a largest number of {series.Max(s => s.Class)} given"),
        ];
        if (rules.Where(rule => rule.IsWrong).Select(rule => rule.Message).ToArray() is { Length: > 0 } faults)
        {
            throw new ArgumentException($"Adapting an encoder: {string.Join("; ", faults)}.", nameof(series));
        }
    }

    private static int[] Compact(int[] strata)
    {
        int[] distinct = [.. strata.Distinct().Order()];
        return Array.ConvertAll(strata, s => Array.IndexOf(distinct, s));
    }

    private string Hash() => EncoderHash.OfText(
        "ctvlm-training-data-1",
        string.Join('\n', Series.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Volume.GetContentFingerprint(CancellationToken.None)} {s.Class} {s.Key} {s.Text} {s.Patient}"))))[..16];
}
