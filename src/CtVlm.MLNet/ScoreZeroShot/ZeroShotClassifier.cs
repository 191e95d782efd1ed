using System.Numerics.Tensors;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Scores vectors against the unit vectors of classes. Immutable and thread-safe.</summary>
/// <remarks>
/// Computes in double: at a scale of 100, the rounding of single precision would show in the fifth place of a probability.
/// <b>Source:</b> Radford et al., arXiv 2103.00020, figure 3 (softmax); Zhai et al., arXiv 2303.15343, section 3.2 (sigmoid).
/// </remarks>
internal sealed class ZeroShotClassifier
{
    private readonly float[] _classVectors;
    private readonly double[] _wide;

    /// <summary>A classifier.</summary>
    /// <param name="classVectors">Unit vectors of the classes (K, D), row by row.</param>
    /// <param name="width">D.</param>
    /// <param name="similarity">How a cosine becomes a probability.</param>
    public ZeroShotClassifier(float[] classVectors, int width, EncoderSimilarity similarity)
    {
        _classVectors = classVectors;
        _wide = [.. classVectors.Select(v => (double)v)];
        Width = width;
        Similarity = similarity;
    }

    /// <summary>Unit vectors of the classes (K, D), row by row.</summary>
    public ReadOnlySpan<float> ClassVectors => _classVectors;

    /// <summary>Width D of a vector.</summary>
    public int Width { get; }

    /// <summary>Number of classes K.</summary>
    public int Count => _classVectors.Length / Width;

    /// <summary>How a cosine becomes a probability.</summary>
    public EncoderSimilarity Similarity { get; }

    /// <summary>The probabilities of each row.</summary>
    /// <param name="rows">Vectors (N, D).</param>
    /// <returns>(N, K); NaN where a vector holds NaN, or is of zeros and so has no direction.</returns>
    public float[] Score(ReadOnlySpan<float> rows)
    {
        int count = rows.Length / Width;
        float[] probabilities = new float[count * Count];
        double[] vector = new double[Width], logits = new double[Count];
        for (int i = 0; i < count; i++)
        {
            TensorPrimitives.ConvertTruncating(rows.Slice(i * Width, Width), vector);
            double norm = TensorPrimitives.Norm<double>(vector);
            for (int k = 0; k < logits.Length; k++)
            {
                double cosine = TensorPrimitives.Dot<double>(vector, _wide.AsSpan(k * Width, Width)) / norm;
                logits[k] = (Similarity.Scale * cosine) + Similarity.Bias;
            }

            ToProbabilities(logits);
            TensorPrimitives.ConvertTruncating<double, float>(logits, probabilities.AsSpan(i * Count, Count));
        }

        return probabilities;
    }

    /// <summary>The probabilities of all rows together.</summary>
    /// <param name="rows">Vectors (N, D), N at least 1.</param>
    /// <param name="combination">How the rows are combined.</param>
    /// <returns>K probabilities.</returns>
    public float[] ScoreTogether(ReadOnlySpan<float> rows, ZeroShotCombination combination)
    {
        if (combination == ZeroShotCombination.MeanEmbedding)
        {
            float[] mean = new float[Width];
            PromptEnsemble.Average(rows, mean);
            return Score(mean);
        }

        float[] probabilities = Score(rows);
        float[] together = new float[Count];
        SlicePooling pooling = combination == ZeroShotCombination.MaxProbability ? SlicePooling.Max() : SlicePooling.Mean();
        pooling.Pool(probabilities, Count, together);
        if (combination == ZeroShotCombination.MaxProbability && Similarity.Kind == SimilarityKind.Softmax)
        {
            TensorPrimitives.Divide(together, TensorPrimitives.Sum<float>(together), together);
        }

        return together;
    }

    private void ToProbabilities(double[] logits)
    {
        if (Similarity.Kind == SimilarityKind.Sigmoid)
        {
            TensorPrimitives.Sigmoid<double>(logits, logits);
            return;
        }

        // The largest logit is subtracted first: exp of a scaled cosine is finite, but one of an override need not be.
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max<double>(logits), logits);
        TensorPrimitives.Exp<double>(logits, logits);
        TensorPrimitives.Divide(logits, TensorPrimitives.Sum<double>(logits), logits);
    }
}
