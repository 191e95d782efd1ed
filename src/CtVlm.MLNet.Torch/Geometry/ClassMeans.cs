using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The means of classes of centred rows.</summary>
/// <param name="Means">(C, D), relative to the mean of all rows; belongs to the scope it was made in.</param>
/// <param name="Counts">Rows of each class, (C), in double; same scope.</param>
/// <param name="Within">Rows less the mean of their class, (N, D); same scope.</param>
/// <param name="Members">Rows of each class, by number.</param>
internal sealed record ClassMeans(Tensor Means, Tensor Counts, Tensor Within, long[][] Members)
{
    // A row's distance from its class mean below this share of the column's deviation is rounding: equal rows must not look different.
    private const double Rounding = 1e-13;

    /// <summary>C.</summary>
    public int Count => Members.Length;

    /// <summary>Means of the classes of rows.</summary>
    /// <param name="name">The projection, for messages.</param>
    /// <param name="centred">The rows less their mean.</param>
    /// <param name="classes">Class of each, from 0.</param>
    /// <param name="least">How many classes there must be.</param>
    /// <exception cref="ArgumentException">A row has no class, a class no row, or there are too few.</exception>
    public static ClassMeans Of(string name, CentredRows centred, IReadOnlyList<int> classes, int least)
    {
        long[][] members = Collect(name, classes, least);
        using DisposeScope scope = NewDisposeScope();
        Tensor place = tensor(classes.Select(c => (long)c).ToArray()); // (N)
        Tensor counts = tensor(members.Select(m => (double)m.Length).ToArray()); // (C)
        Tensor means = zeros([members.Length, centred.Width], ScalarType.Float64).AddRowsInPlace(place, centred.Rows).div_(counts.unsqueeze(1)); // (C, D)
        Tensor within = centred.Rows - means.index_select(0, place); // (N, D)
        within.FillInPlace(within.abs().le(centred.Rows.Squared().mean([0]).sqrt().Times(Rounding)), 0);
        return new ClassMeans(means.MoveToOuterDisposeScope(), counts.MoveToOuterDisposeScope(), within.MoveToOuterDisposeScope(), members);
    }

    /// <summary>The means themselves, row by row.</summary>
    /// <param name="mean">The mean of all rows.</param>
    public double[] Absolute(double[] mean)
    {
        using DisposeScope scope = NewDisposeScope();
        return Means.Plus(tensor(mean)).data<double>().ToArray();
    }

    private static long[][] Collect(string name, IReadOnlyList<int> classes, int least)
    {
        int count = 0;
        for (int row = 0; row < classes.Count; row++)
        {
            if (classes[row] < 0)
            {
                ProjectionThrow.BadClasses(name, $"row {row} has class {classes[row]}; classes count from 0. Leave rows without a label out.");
            }

            count = Math.Max(count, classes[row]);
        }

        if (count >= classes.Count)
        {
            ProjectionThrow.BadClasses(name, $"a row has class {count}, and with {classes.Count} training rows some class up to it has none. Number the classes of the training rows from 0 without gaps.");
        }

        long[][] members = [.. classes.Select((c, row) => (Class: c, Row: (long)row)).GroupBy(p => p.Class, p => p.Row).OrderBy(g => g.Key).Select(g => g.ToArray())];
        RequireAll(name, classes, members.Length, count + 1, least);
        return members;
    }

    private static void RequireAll(string name, IReadOnlyList<int> classes, int found, int count, int least)
    {
        if (count < least)
        {
            ProjectionThrow.BadClasses(name, $"it takes {least} classes, and all {classes.Count} training rows are of one.");
        }

        if (found < count)
        {
            int missing = Enumerable.Range(0, count).Except(classes).First();
            ProjectionThrow.BadClasses(name, $"class {missing} of {count} has no training row. Number the classes of the training rows from 0 without gaps.");
        }
    }
}
