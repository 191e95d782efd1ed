using System.Text.RegularExpressions;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Transforms;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>What ships must be what its card says.</summary>
public sealed partial class DemonstrationEncoderTests
{
    private const int ProbeSeed = 31;
    private const int TestSeed = 32;
    private const long LargestBytes = 12L << 20;

    private readonly MLContext _ml = new(seed: 1);
    private readonly VlmEncoder _encoder = VlmEncoder.Demonstration();

    public DemonstrationEncoderTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void Folder_IsSmallAndHasACard()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "ctvlm-demonstration");
        Assert.InRange(Directory.EnumerateFiles(folder).Sum(f => new FileInfo(f).Length), 1, LargestBytes);
        string card = File.ReadAllText(Path.Combine(folder, "README.md"));
        Assert.Contains("no clinical meaning", card, StringComparison.Ordinal);
        Assert.Contains("synthetic", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_AreThoseOfTheCard()
    {
        Assert.Equal("ctvlm-demonstration", _encoder.Name);
        Assert.Equal((DemonstrationCohort.Width, DemonstrationCohort.Width, 144), (_encoder.Vision.ProjectedWidth, _encoder.TextWidth, _encoder.Vision.Preprocessing.ImageSize));
        Assert.Equal(VlmEncoder.Demonstration().GetHash(), _encoder.GetHash());
    }

    [Fact]
    public void CountTokens_Reports_OneAWord()
    {
        string[] reports = [.. Enumerable.Range(0, 20).Select(i => PhantomPatient.Generate(TestSeed, i, new PhantomOptions { ImageSize = 32, SliceCount = 4, SeriesPerPatient = 1 }).Report.Text)];
        using EncoderLease<ITextEncoder> text = _encoder.AcquireText(torch.CPU);
        foreach ((string report, TextTokens tokens) in reports.Zip(text.Encoder.CountTokens(reports)))
        {
            Assert.Equal(Words().Count(report) + 2, tokens.Full);
            Assert.False(tokens.IsTruncated);
        }
    }

    [Fact]
    public void ZeroShot_FreshPatients_BeatsMeanHuAndUntrained()
    {
        IDataView probe = _ml.Data.LoadFromEnumerable(DemonstrationCohort.Embed(_encoder, ProbeSeed, 36));
        IDataView test = _ml.Data.LoadFromEnumerable(DemonstrationCohort.Embed(_encoder, TestSeed, 60));
        IDataView zeroShot = _ml.Transforms.ScoreZeroShot(nameof(DemonstrationRow.Trained), _encoder, Classes).Fit(test).Transform(test);
        AssertBetter(zeroShot, Probe(probe, test, nameof(DemonstrationRow.MeanHu)));
        AssertBetter(zeroShot, Probe(probe, test, nameof(DemonstrationRow.Untrained)));
    }

    private static IReadOnlyList<ZeroShotClass> Classes { get; } = [.. Enum.GetValues<PhantomSeverity>().Select(s => new ZeroShotClass($"{(int)s}", PhantomReport.Impressions(s)))];

    private IDataView Probe(IDataView train, IDataView test, string column) => _ml.Transforms.NormalizeMeanVariance("Features", column, fixZero: false)
        .Append(_ml.Transforms.Conversion.MapValueToKey("Label", nameof(DemonstrationRow.Severity), keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue))
        .Append(_ml.MulticlassClassification.Trainers.RidgeMultinomial(c: 0.01))
        .Fit(train)
        .Transform(test);

    // Of 60 patients an accuracy is known to a tenth either way, and the most frequent class alone has two fifths: these two measures do not pay for guessing it.
    private void AssertBetter(IDataView first, IDataView second)
    {
        ClinicalComparison comparison = _ml.CtVlm().ComparePredictions(first, second, new ComparisonOptions
        {
            LabelColumnName = nameof(DemonstrationRow.Severity),
            PatientColumnName = nameof(DemonstrationRow.PatientId),
            Metrics = [ClinicalMetricNames.BalancedAccuracy, ClinicalMetricNames.QuadraticWeightedKappa],
        });
        Assert.All(comparison.Metrics, metric => Assert.True(metric.Lower > 0, comparison.ToTable()));
    }

    // Runs of letters, single digits, runs of punctuation: what CLIP takes as words.
    [GeneratedRegex("[a-z]+|[0-9]|[^\\sa-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
