namespace CtVlm.MLNet;

/// <summary>Sums over a row's scores, which ordinal rank metrics are made of.</summary>
internal static class SumsOfScores
{
    /// <summary>The expected grade of each row, sum of k times the score of class k; under margins a weighted sum of margins.</summary>
    public static double[] ExpectedGrades(ScoredRows rows)
    {
        double[] grades = new double[rows.Count];
        for (int i = 0; i < grades.Length; i++)
        {
            ReadOnlySpan<double> scores = rows.ScoresOf(i);
            for (int k = 1; k < scores.Length; k++)
            {
                grades[i] += k * scores[k];
            }
        }

        return grades;
    }

    /// <summary>Why such sums rank nothing, or null: opposite infinities have no sum, and a class without score adds a margin of 0 that the model never gave.</summary>
    public static string? WhyNone(ScoredRows rows, ReadOnlySpan<double> sums, string? noProbabilities)
    {
        foreach (double sum in sums)
        {
            if (double.IsNaN(sum))
            {
                return "a row's scores are infinite and of both signs";
            }
        }

        return noProbabilities is not null && rows.Scored?.Contains(false) == true
            ? "scores are no probabilities, and the model gives some class no score"
            : null;
    }
}
