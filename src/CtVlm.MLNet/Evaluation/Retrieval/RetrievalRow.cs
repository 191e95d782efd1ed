namespace CtVlm.MLNet;

/// <summary>One row of a retrieval.</summary>
/// <param name="Position">Its number in the data, from 0.</param>
/// <param name="Query">The vector that asks; null where it is missing.</param>
/// <param name="Candidate">The vector that is found; null where it is missing.</param>
/// <param name="Key">What relevant rows share, numbered from 0; -1 without a relevance column.</param>
/// <param name="Patient">The patient, numbered from 0; -1 without a group column.</param>
/// <param name="Grades">Labels of graded relevance, each numbered from 0; -1 where missing.</param>
internal sealed record RetrievalRow(long Position, float[]? Query, float[]? Candidate, int Key, int Patient, int[] Grades);
