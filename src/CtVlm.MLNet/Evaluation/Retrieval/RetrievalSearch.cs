using System.Globalization;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Asks every query, some at a time on each thread. What comes of a query depends on that query alone.</summary>
/// <param name="environment">Cancels, and marks failures.</param>
/// <param name="rows">All rows.</param>
/// <param name="isByKey">Whether the relevance key says what is relevant.</param>
/// <param name="options">The settings.</param>
internal sealed class RetrievalSearch(IHostEnvironment environment, IReadOnlyList<RetrievalRow> rows, bool isByKey, RetrievalOptions options)
{
    // Queries that share a pass over the candidates. A thread holds this many rows of similarities.
    private const int BlockSize = 32;

    private readonly int[] _candidates = [.. Enumerable.Range(0, rows.Count).Where(row => rows[row].Candidate is not null)];
    private readonly int[] _queries = [.. Enumerable.Range(0, rows.Count).Where(row => rows[row].Query is not null)];
    private readonly Discounts _discounts = new(options.Cutoffs.Max());

    /// <summary>Candidates.</summary>
    public int Candidates => _candidates.Length;

    /// <summary>What came of each query, in order of rows.</summary>
    /// <exception cref="InvalidOperationException">A scalar product is beyond the range of Single.</exception>
    public QueryOutcome[] Run()
    {
        RelevantCandidates relevant = new(rows, _candidates, isByKey, options);
        SimilarityBlocks blocks = new([.. _candidates.Select(row => rows[row].Candidate!)], options.Similarity);
        QueryOutcome[] outcomes = new QueryOutcome[_queries.Length];
        int threads = options.Threads ?? Environment.ProcessorCount;
        int stride = threads * BlockSize;
        for (int start = 0; start < outcomes.Length; start += stride)
        {
            environment.CheckAlive();
            int first = start, count = Math.Min(stride, outcomes.Length - start);
            Parallel.For(0, ((count - 1) / BlockSize) + 1, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
            {
                int from = first + (block * BlockSize);
                Ask(blocks, relevant, outcomes.AsSpan(from..Math.Min(from + BlockSize, first + count)), from);
            });
            CheckRange(outcomes.Skip(start).Take(count));
        }

        return outcomes;
    }

    private void Ask(SimilarityBlocks blocks, RelevantCandidates relevant, Span<QueryOutcome> outcomes, int from)
    {
        float[][] similarities = new float[outcomes.Length][];
        float[][] vectors = new float[outcomes.Length][];
        for (int q = 0; q < outcomes.Length; q++)
        {
            similarities[q] = new float[_candidates.Length];
            vectors[q] = rows[_queries[from + q]].Query!;
        }

        blocks.Fill(vectors, similarities);
        for (int q = 0; q < outcomes.Length; q++)
        {
            outcomes[q] = Judge(_queries[from + q], similarities[q], relevant);
        }
    }

    // An outcome that is null marks a similarity out of range; it is told after the threads have joined.
    private QueryOutcome Judge(int row, float[] similarities, RelevantCandidates relevant)
    {
        if (similarities.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
        {
            return null!;
        }

        IReadOnlyCollection<int> hidden = relevant.Hidden(row);
        int[] positives = relevant.Of(row);
        GradedFigures? graded = options.GradedColumns.Count == 0 ? null : Grade(row, similarities, hidden);
        foreach (int candidate in hidden)
        {
            similarities[candidate] = float.NegativeInfinity;
        }

        QueryFigures? figures = positives.Length == 0 ? null : new QueryFigures(Ranking.Create(similarities, positives, hidden.Count), options.Cutoffs, _discounts);
        return new QueryOutcome(row, figures, graded);
    }

    private GradedFigures? Grade(int row, float[] similarities, IReadOnlyCollection<int> hidden)
    {
        HashSet<int> unseen = [.. hidden];
        int[] asked = rows[row].Grades;
        List<float> seen = [];
        List<double> gains = [];
        for (int c = 0; c < similarities.Length; c++)
        {
            if (!unseen.Contains(c))
            {
                seen.Add(similarities[c]);
                gains.Add(Agreement(asked, rows[_candidates[c]].Grades));
            }
        }

        return GradedFigures.Create([.. seen], [.. gains], options.Cutoffs);
    }

    private static double Agreement(int[] asked, int[] found)
    {
        int same = 0;
        for (int i = 0; i < asked.Length; i++)
        {
            same += asked[i] >= 0 && asked[i] == found[i] ? 1 : 0;
        }

        return same;
    }

    private void CheckRange(IEnumerable<QueryOutcome> outcomes)
    {
        if (outcomes.Contains(null))
        {
            throw environment.Process(new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{RetrievalColumns.Verb}: a scalar product is beyond the range of Single, {float.MaxValue:G3}. Scale the embeddings, or compare cosines.")));
        }
    }
}
