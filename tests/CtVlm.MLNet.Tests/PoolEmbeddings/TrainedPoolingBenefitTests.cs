using System.Globalization;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>What training a pooling is good for: accuracy on other patients by the same linear classifier, over ten draws of the data.</summary>
[Collection(AloneCollection.Name)]
public class TrainedPoolingBenefitTests(ITestOutputHelper output)
{
    private const int Seeds = 10;
    private const float Clear = 5;
    private const float Faint = 0.35f;

    private static readonly PoolingTraining s_training = new() { PatientColumnName = "PatientId", MaxEpochs = 60, Patience = 15, LearningRate = 5e-3, BatchSize = 32 };

    [Fact]
    public void GatedAttention_ClassInOneSliceOf32_BeatsTheMean()
    {
        (double mean, double error) = Compare(Clear, isNeedle: true);
        Assert.True(mean - (3 * error) > 0.05, $"Gain {mean:f3}, standard error {error:f3}.");
    }

    [Fact]
    public void GatedAttention_ClassInEverySlice_LosesNothing()
    {
        (double mean, double error) = Compare(Clear, isNeedle: false);
        Assert.True(mean > -0.02, $"Gain {mean:f3}, standard error {error:f3}.");
    }

    // Learning where to look costs here: left to itself, attention drops slices that the mean would have counted. The patients held back find that out.
    [Fact]
    public void GatedAttention_FaintClassInEverySlice_LosesNothing()
    {
        (double mean, double error) = Compare(Faint, isNeedle: false);
        Assert.True(mean > -0.02, $"Gain {mean:f3}, standard error {error:f3}.");
    }

    private (double Mean, double Error) Compare(float shift, bool isNeedle)
    {
        var results = Enumerable.Range(1, Seeds)
            .Select(seed => (Attention: Accuracy(SlicePooling.GatedAttention(s_training with { Seed = seed }, hidden: 32), seed, shift, isNeedle), Mean: Accuracy(SlicePooling.Mean(), seed, shift, isNeedle))).ToArray();
        double[] gains = [.. results.Select(r => r.Attention - r.Mean)];
        double mean = gains.Average(), error = Math.Sqrt(gains.Sum(g => (g - mean) * (g - mean)) / (Seeds - 1) / Seeds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"attention {results.Average(r => r.Attention):f3}, mean {results.Average(r => r.Mean):f3}, gain {mean:f3} +- {error:f3}, by seed {string.Join(' ', gains.Select(g => g.ToString("f2", CultureInfo.InvariantCulture)))}"));
        return (mean, error);
    }

    private static double Accuracy(SlicePooling pooling, int seed, float shift, bool isNeedle)
    {
        var ml = new MLContext(seed: seed);
        IDataView train = ml.Data.LoadFromEnumerable(NeedleRow.Make(seed, patients: 80, shift, isNeedle));
        IDataView test = ml.Data.LoadFromEnumerable(NeedleRow.Make(seed + 1000, patients: 150, shift, isNeedle));
        ITransformer model = ml.Transforms.PoolEmbeddings("Features", "Bag", pooling)
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .AppendCacheCheckpoint(ml)
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Fit(train);
        return ml.MulticlassClassification.Evaluate(model.Transform(test)).MicroAccuracy;
    }
}
