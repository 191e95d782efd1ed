using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Sees that two sets of scored rows are the same rows in the same order.</summary>
internal static class RowPairs
{
    /// <summary>Refuses sets that differ in classes, number, labels or patients.</summary>
    public static void Check(
        IHostEnvironment environment, ScoredRowsReading first, IReadOnlyList<string> firstClasses, ScoredRowsReading second, IReadOnlyList<string> secondClasses)
    {
        if (!firstClasses.SequenceEqual(secondClasses, StringComparer.Ordinal))
        {
            IntervalThrow.Classes(environment, firstClasses, secondClasses);
        }

        if (first.Rows.Count != second.Rows.Count)
        {
            IntervalThrow.Counts(environment, first.Rows.Count, second.Rows.Count);
        }

        for (int row = 0; row < first.Rows.Count; row++)
        {
            if (first.Rows.Actual[row] != second.Rows.Actual[row])
            {
                IntervalThrow.Pair(environment, row, "label");
            }

            if (!string.Equals(PatientOf(first, row), PatientOf(second, row), StringComparison.Ordinal))
            {
                IntervalThrow.Pair(environment, row, "patient");
            }
        }
    }

    private static string? PatientOf(ScoredRowsReading reading, int row) => reading.Patients?[reading.Rows.Patients![row]];
}
