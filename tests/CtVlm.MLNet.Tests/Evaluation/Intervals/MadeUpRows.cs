using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>Rows of three grades with probabilities that know something of the grade.</summary>
internal static class MadeUpRows
{
    /// <summary>Rows that patients share evenly.</summary>
    public static ScoredRows Make(int rows, int patients, int seed)
    {
        Random random = new(seed);
        int[] actual = [.. Enumerable.Range(0, rows).Select(_ => random.Next(3))];
        ScoredRows labels = new(3, actual, [], [], [.. Enumerable.Range(0, rows).Select(row => row % patients)]);
        return Rescore(labels, random.Next());
    }

    /// <summary>The same labels and patients with other scores; quarters, so that they are exact in single precision.</summary>
    public static ScoredRows Rescore(ScoredRows labels, int seed)
    {
        Random random = new(seed);
        double[] scores = [.. labels.Actual.SelectMany(actual => Probabilities(actual, random))];
        return labels with { Predicted = [.. scores.Chunk(3).Select(p => Array.IndexOf(p, p.Max()))], Scores = scores };
    }

    /// <summary>A view over the rows, patients by name.</summary>
    public static IDataView View(MLContext ml, ScoredRows rows) => ScoredRow.View(ml, ToRows(rows), rows.Classes);

    /// <summary>The rows as objects.</summary>
    public static ScoredRow[] ToRows(ScoredRows rows)
    {
        ScoredRow[] list = ScoredRow.Of(
            [.. rows.Actual.Select(actual => (float)actual)],
            [.. rows.Predicted.Select(predicted => (float)predicted)],
            rows.Classes,
            [.. rows.Scores.Select(score => (float)score)]);
        for (int row = 0; row < list.Length; row++)
        {
            list[row].Patient = $"patient {rows.Patients![row]}";
            list[row].PatientKey = (uint)rows.Patients[row];
            list[row].PatientNumber = rows.Patients[row];
        }

        return list;
    }

    private static double[] Probabilities(int actual, Random random)
    {
        int[] votes = new int[3];
        for (int vote = 0; vote < 8; vote++)
        {
            votes[random.NextDouble() < 0.3 ? actual : random.Next(3)]++;
        }

        return [.. votes.Select(count => count / 8.0)];
    }
}
