using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Sees that two sets of scored rows are the same rows in the same order.</summary>
internal static class RowPairs
{
    /// <summary>Refuses sets that differ in classes, number, labels or patients.</summary>
    public static void Check(IHostEnvironment environment, ReadRows first, ReadRows second)
    {
        (ScoredRows ofFirst, ScoredRows ofSecond) = (first.All.Rows, second.All.Rows);
        (IReadOnlyList<string> firstClasses, IReadOnlyList<string> secondClasses) = (first.All.Axis.Names, second.All.Axis.Names);
        if (!firstClasses.SequenceEqual(secondClasses, StringComparer.Ordinal))
        {
            IntervalThrow.Classes(environment, firstClasses, secondClasses);
        }

        if (ofFirst.Count != ofSecond.Count)
        {
            IntervalThrow.Counts(environment, ofFirst.Count, ofSecond.Count);
        }

        for (int row = 0; row < ofFirst.Count; row++)
        {
            if (ofFirst.Actual[row] != ofSecond.Actual[row])
            {
                IntervalThrow.Pair(environment, row, "label");
            }

            if (!string.Equals(PatientOf(first, row), PatientOf(second, row), StringComparison.Ordinal))
            {
                IntervalThrow.Pair(environment, row, "patient");
            }
        }
    }

    private static string? PatientOf(ReadRows read, int row) => read.Patients?[read.All.Rows.Patients![row]];
}
