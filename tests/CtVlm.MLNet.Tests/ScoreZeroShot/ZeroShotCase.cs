using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>A small case with given vectors: three classes along three axes, images between them.</summary>
internal sealed class ZeroShotCase
{
    public const int Width = 4;

    /// <summary>Slices of one volume: mostly of the first class, one clearly of the third.</summary>
    public static readonly float[] Bag = [2, 1, 0, 0, 3, 1, 1, 0, 0, 0.5f, 8, 0];

    private static readonly Dictionary<string, float[]> s_texts = new(StringComparer.Ordinal)
    {
        ["chest"] = [5, 0, 0, 0],
        ["abdomen"] = [0, 0.1f, 0, 0],
        ["pelvis"] = [0, 0, 1, 0],
        ["hips"] = [0, 0, 0, 3],
    };

    public ZeroShotCase(EncoderSimilarity? similarity = null) => Encoder = Texts.ToEncoder(similarity: similarity ?? new EncoderSimilarity(SimilarityKind.Softmax, 4));

    public MLContext Ml { get; } = new(seed: 1);

    public GivenTexts Texts { get; } = new(Width, text => s_texts[text.Replace("CT of the ", "", StringComparison.Ordinal)]);

    public VlmEncoder Encoder { get; }

    public ScoreZeroShotOptions Options => new()
    {
        InputColumnName = nameof(EmbeddingRow.Slices),
        Encoder = Encoder,
        Classes = [new("chest"), new("abdomen"), new("pelvis")],
    };

    public IDataView Bags(params float[][] bags) => EmbeddingRow.Bags(Ml, Width, bags);

    public IDataView Score(IDataView view, ScoreZeroShotOptions? options = null) => Ml.Transforms.ScoreZeroShot(options ?? Options).Fit(view).Transform(view);

    public float[] ScoreOne(float[] bag, ScoreZeroShotOptions? options = null) => Assert.Single(ViewReading.ReadColumn<float[]>(Score(Bags(bag), options), "Score"));

    /// <summary>The slow, obvious form for one vector and the three classes along the axes.</summary>
    public static double[] Reference(ReadOnlySpan<float> vector, EncoderSimilarity similarity)
    {
        double norm = Math.Sqrt(vector.ToArray().Sum(v => (double)v * v));
        double[] logits = [.. vector[..3].ToArray().Select(v => (similarity.Scale * v / norm) + similarity.Bias)];
        return similarity.Kind == SimilarityKind.Sigmoid
            ? [.. logits.Select(z => 1 / (1 + Math.Exp(-z)))]
            : [.. logits.Select(z => Math.Exp(z) / logits.Sum(Math.Exp))];
    }

    public static void AssertClose(IEnumerable<double> expected, IEnumerable<float> actual) =>
        Assert.Equal(expected, actual.Select(v => (double)v), (a, b) => Math.Abs(a - b) <= 1e-6);
}
