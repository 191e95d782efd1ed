using System.Numerics.Tensors;

namespace CtVlm.MLNet;

/// <summary>Similarities of a few queries to all candidates at a time.</summary>
/// <remarks>
/// Sums run in double over one pair of vectors at a time, so a similarity depends on its pair alone, and are then rounded to Single: candidates that differ by less are tied.
/// Safe for several threads.
/// </remarks>
internal sealed class SimilarityBlocks
{
    private const int Tile = 64;

    private readonly float[][] _candidates;
    private readonly double[]? _norms;
    private readonly int _width;

    /// <summary>Prepares the candidates.</summary>
    public SimilarityBlocks(float[][] candidates, RetrievalSimilarity similarity)
    {
        _candidates = candidates;
        _width = candidates[0].Length;
        _norms = similarity == RetrievalSimilarity.Cosine ? Array.ConvertAll(candidates, Norm) : null;
    }

    /// <summary>Fills a row of similarities for each query.</summary>
    /// <param name="queries">Vectors, at least one.</param>
    /// <param name="similarities">A row for each query, as long as there are candidates.</param>
    public void Fill(ReadOnlySpan<float[]> queries, ReadOnlySpan<float[]> similarities)
    {
        double[] asked = new double[queries.Length * _width];
        double[] tile = new double[Math.Min(Tile, _candidates.Length) * _width];
        double[] norms = new double[queries.Length];
        for (int q = 0; q < queries.Length; q++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(queries[q], asked.AsSpan(q * _width, _width));
            norms[q] = Norm(queries[q]);
        }

        for (int start = 0; start < _candidates.Length; start += Tile)
        {
            int count = Math.Min(Tile, _candidates.Length - start);
            for (int c = 0; c < count; c++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(_candidates[start + c], tile.AsSpan(c * _width, _width));
            }

            for (int q = 0; q < queries.Length; q++)
            {
                FillTile(asked.AsSpan(q * _width, _width), norms[q], tile, start, similarities[q].AsSpan(start, count));
            }
        }
    }

    private void FillTile(ReadOnlySpan<double> query, double norm, double[] tile, int start, Span<float> similarities)
    {
        for (int c = 0; c < similarities.Length; c++)
        {
            double dot = TensorPrimitives.Dot(query, tile.AsSpan(c * _width, _width));
            similarities[c] = (float)(_norms is null ? dot : dot / (norm * _norms[start + c]));
        }
    }

    private static double Norm(float[] vector)
    {
        double[] values = new double[vector.Length];
        TensorPrimitives.ConvertTruncating<float, double>(vector, values);
        return TensorPrimitives.Norm<double>(values);
    }
}
