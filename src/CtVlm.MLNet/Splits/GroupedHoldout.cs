namespace CtVlm.MLNet;

/// <summary>Holds whole patients out, with the classes balanced on both sides.</summary>
internal static class GroupedHoldout
{
    /// <summary>Whether each row is held out for the test.</summary>
    /// <param name="labels">Class of each row, 0 upwards; below 0 is missing.</param>
    /// <param name="patients">Patient of each row, any number from 0; below 0 is missing.</param>
    /// <param name="testFraction">Share of the rows to hold out, above 0 and below 1; met within the share of the largest patient.</param>
    /// <param name="seed">Chooses among equally good splits; the same seed gives the same split.</param>
    /// <returns>One value a row; both sides have rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">No row; a label or a patient is missing; one class only; a class, or the whole table, in fewer than two patients.</exception>
    public static bool[] Assign(ReadOnlySpan<int> labels, ReadOnlySpan<int> patients, double testFraction, int seed)
    {
        Check(testFraction);
        return Assign(PatientTable.Create(labels, patients), testFraction, seed);
    }

    /// <summary>Refuses a share that leaves one side empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    public static void Check(double testFraction)
    {
        if (!(testFraction > 0 && testFraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "The held-out share of rows must be above 0 and below 1, for instance 0.2.");
        }
    }

    /// <summary>Whether each row of a table is held out for the test.</summary>
    public static bool[] Assign(PatientTable table, double testFraction, int seed)
    {
        Check(testFraction);
        SplitRefusal.TooFewPatients(table, 2, "two sides");
        double largest = table.Sizes.Max() / (double)table.Rows;
        int[] sides = new FoldSearch(new FoldCost(table, [1 - testFraction, testFraction], largest), seed).Run();
        return Array.ConvertAll(sides, side => side == 1);
    }
}
