namespace CtVlm.MLNet;

/// <summary>How far a fold is from what it should hold. The costs of folds add up, so an exchange is judged by the folds it touches.</summary>
/// <param name="table">The rows.</param>
/// <param name="targets">Share of all rows that each fold should hold; their sum is 1.</param>
/// <param name="sizeBound">Largest distance from that share that is not a violation.</param>
internal sealed class FoldCost(PatientTable table, double[] targets, double sizeBound)
{
    // Far apart, so that no gain in balance ever pays for a violation.
    private const double Empty = 1e6, OutOfBound = 1e4, WithoutClass = 1e2;

    private const double SizeWeight = 10;

    /// <summary>The rows.</summary>
    public PatientTable Table => table;

    /// <summary>Number of folds.</summary>
    public int Folds => targets.Length;

    /// <summary>Share of rows wanted in a fold.</summary>
    public double TargetOf(int fold) => targets[fold];

    /// <summary>Cost of a fold with that many rows of each class.</summary>
    public double Of(int fold, ReadOnlySpan<int> counts)
    {
        int size = Sum(counts);
        if (size == 0)
        {
            return Empty;
        }

        double gap = Gap(fold, size), cost = gap * gap;
        for (int k = 0; k < counts.Length; k++)
        {
            double share = (counts[k] / (double)size) - (table.ClassTotals[k] / (double)table.Rows);
            double spread = (counts[k] / (double)table.ClassTotals[k]) - targets[fold];
            cost += (share * share) + (0.1 * spread * spread / counts.Length);
        }

        return cost + Violations(fold, counts, size);
    }

    /// <summary>What is compared between whole assignments: violations, then the largest error of a class share and of a size.</summary>
    public double Worst(int[][] folds)
    {
        double share = 0, gap = 0, violations = 0;
        for (int fold = 0; fold < folds.Length; fold++)
        {
            int size = Sum(folds[fold]);
            violations += size == 0 ? Empty : Violations(fold, folds[fold], size);
            gap = Math.Max(gap, Gap(fold, size));
            for (int k = 0; k < table.Classes && size > 0; k++)
            {
                share = Math.Max(share, Math.Abs((folds[fold][k] / (double)size) - (table.ClassTotals[k] / (double)table.Rows)));
            }
        }

        return violations + share + gap;
    }

    // A row more or less is no error of size: it often buys a better share. Beyond that sizes weigh more than shares, for a small fold is easily balanced.
    private double Gap(int fold, int size) => SizeWeight * Math.Max(0, Math.Abs((size / (double)table.Rows) - targets[fold]) - (1.0 / table.Rows));

    private double Violations(int fold, ReadOnlySpan<int> counts, int size)
    {
        double cost = Math.Abs((size / (double)table.Rows) - targets[fold]) > sizeBound + 1e-12 ? OutOfBound : 0;
        for (int k = 0; k < counts.Length; k++)
        {
            cost += counts[k] == 0 || counts[k] == table.ClassTotals[k] ? WithoutClass : 0;
        }

        return cost;
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        int sum = 0;
        foreach (int count in counts)
        {
            sum += count;
        }

        return sum;
    }
}
