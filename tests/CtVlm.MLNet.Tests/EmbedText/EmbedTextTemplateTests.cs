using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class EmbedTextTemplateTests
{
    private static readonly string[] Templates = ["a CT image showing {0}", "{0}, axial plane", "{0} ({0})"];

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Workout_TemplatesAndCounts_Passes() => EstimatorWorkout.Run(_ml, _ml.Transforms.EmbedText(Options(VlmEncoder.FromSeed(5), "Report")), new EstimatorWorkoutInput
    {
        Valid = TestCohort.Shared.View(_ml, 5),
        Invalid = [_ml.Data.LoadFromEnumerable([new BagRow()])],
        Tolerance = 1e-5f,
    });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(256)]
    public void Transform_Templates_GiveTheEnsembleOfEachText(int batchSize)
    {
        GivenTexts given = GivenTexts.Hashed(6);
        EmbedTextOptions options = Options(given.ToEncoder(), "Text") with { Runtime = new CtRuntimeOptions { BatchSize = batchSize } };
        string[] texts = ["an ileum", "a stricture of it", "", "{0}", "an abscess", "ascites", "a fistula"];
        IDataView view = View(texts);
        List<float[]> actual = ViewReading.ReadColumn<float[]>(_ml.Transforms.EmbedText(options).Fit(view).Transform(view), "Vector");
        GivenTexts reference = GivenTexts.Hashed(6);
        for (int i = 0; i < texts.Length; i++)
        {
            Assert.Equal(Ensemble(reference, [.. Templates.Select(t => t.Replace("{0}", texts[i], StringComparison.Ordinal))]), actual[i], (a, b) => Math.Abs(a - b) <= 1e-6f);
        }
    }

    [Fact]
    public void Transform_OneTemplateThatIsTheText_GivesTheGoldenUnitVectors()
    {
        using var golden = new ZeroShotGolden("hf-clip");
        IDataView view = View([.. golden.Texts]);
        var options = new EmbedTextOptions { OutputColumnName = "Vector", InputColumnName = "Text", Encoder = golden.Encoder(), Templates = ["{0}"] };
        List<float[]> actual = ViewReading.ReadColumn<float[]>(_ml.Transforms.EmbedText(options).Fit(view).Transform(view), "Vector");
        Assert.Equal(golden.Rows("out.text_embeds_l2").SelectMany(v => v), actual.SelectMany(v => v), (a, b) => Math.Abs(a - b) <= 1e-4f);
    }

    [Fact]
    public void Transform_WithoutTemplates_KeepsTheGoldenLengths()
    {
        using var golden = new ZeroShotGolden("hf-clip");
        IDataView view = View([.. golden.Texts]);
        List<float[]> actual = ViewReading.ReadColumn<float[]>(_ml.Transforms.EmbedText("Vector", "Text", golden.Encoder()).Fit(view).Transform(view), "Vector");
        Assert.Equal(golden.Rows("out.text_embeds").SelectMany(v => v), actual.SelectMany(v => v), (a, b) => Math.Abs(a - b) <= 1e-4f);
    }

    [Fact]
    public void Schema_WithTemplates_SaysThatVectorsAreOfUnitLength()
    {
        DataViewSchema schema = _ml.Transforms.EmbedText(Options(GivenTexts.Hashed(6).ToEncoder(), "Text")).Fit(View("x")).GetOutputSchema(View("x").Schema);
        Assert.True(schema["Vector"].IsNormalized());
        Assert.Equal("""["a CT image showing {0}","{0}, axial plane","{0} ({0})"]""", Provenance.ReadText(schema["Vector"], Provenance.Templates));
    }

    [Theory]
    [InlineData("no place for it", "has no {0} where the text goes")]
    [InlineData(null, "has no {0} where the text goes")]
    public void EmbedText_BadTemplate_IsRefusedAtOnce(string? template, string expected)
    {
        EmbedTextOptions options = Options(GivenTexts.Hashed(6).ToEncoder(), "Text") with { Templates = ["{0}", template!] };
        var failure = Assert.ThrowsAny<ArgumentException>(() => _ml.Transforms.EmbedText(options));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("template 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmbedText_TwoColumnsOfOneName_IsRefusedAtOnce()
    {
        EmbedTextOptions options = Options(GivenTexts.Hashed(6).ToEncoder(), "Text") with { TruncatedColumnName = "Vector" };
        Assert.Contains("same name", Assert.ThrowsAny<ArgumentException>(() => _ml.Transforms.EmbedText(options)).Message, StringComparison.Ordinal);
    }

    private static EmbedTextOptions Options(VlmEncoder encoder, string input) => new()
    {
        OutputColumnName = "Vector",
        InputColumnName = input,
        Encoder = encoder,
        Templates = Templates,
        TokenCountColumnName = "Tokens",
        TruncatedColumnName = "IsCut",
    };

    // The slow, obvious form: unit vectors, their mean, made a unit vector.
    private static float[] Ensemble(GivenTexts given, string[] texts)
    {
        double[][] units = [.. texts.Select(t => Unit(given.Vector(t).Select(v => (double)v)))];
        return [.. Unit(units[0].Select((_, i) => units.Average(u => u[i]))).Select(v => (float)v)];
    }

    private static double[] Unit(IEnumerable<double> values)
    {
        double[] vector = [.. values];
        double norm = Math.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => v / norm)];
    }

    private IDataView View(params string[] texts) => _ml.Data.LoadFromEnumerable(texts.Select(t => new TextRow { Text = t }));
}
