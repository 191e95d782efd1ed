namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What the figures must not depend on: the order of the rows, and a rotation.</summary>
public class DiagnosisPropertyTests
{
    [Theory]
    [InlineData("isotropic")]
    [InlineData("clustered")]
    public void Figures_RowsInAnotherOrder_AreTheSame(string set)
    {
        DiagnosisRows rows = DiagnosisGolden.Rows(set + ".image"), text = DiagnosisGolden.Rows(set + ".text");
        int[] order = [.. Enumerable.Range(0, rows.Count)], labels = DiagnosisGolden.Integers("labels"), groups = DiagnosisGolden.Integers("groups");
        new Random(7).Shuffle(order);
        AssertSame(
            Describe(rows, text, labels, groups),
            Describe(rows.Take(order), text.Take(order), [.. order.Select(row => labels[row])], [.. order.Select(row => groups[row])]),
            1e-9);
    }

    [Theory]
    [InlineData("isotropic")]
    [InlineData("clustered")]
    public void Figures_RotatedRows_AreTheSame(string set)
    {
        // Rotated rows are rounded to Single again, hence the tolerance. Orthogonal Procrustes, CKA and CCA look at the text too, which stays.
        DiagnosisRows rows = DiagnosisGolden.Rows(set + ".image"), text = DiagnosisGolden.Rows(set + ".text");
        int[] labels = DiagnosisGolden.Integers("labels"), groups = DiagnosisGolden.Integers("groups");
        Dictionary<string, double> before = Describe(rows, text, labels, groups), after = Describe(Rotate(rows), text, labels, groups);
        foreach (string name in new[] { nameof(ComparisonFigures.ModalityGap), nameof(ComparisonFigures.Alignment) })
        {
            before.Remove(name);
            after.Remove(name);
        }

        AssertSame(before, after, 2e-5);
    }

    [Fact]
    public void ModalityGapAndAlignment_BothSidesRotated_AreTheSame()
    {
        DiagnosisRows rows = DiagnosisGolden.Rows("coned.image"), text = DiagnosisGolden.Rows("coned.text");
        ComparisonFigures before = DiagnosisGolden.Compare(rows, text), after = DiagnosisGolden.Compare(Rotate(rows), Rotate(text));
        Assert.Equal(before.ModalityGap, after.ModalityGap, 1e-6);
        Assert.Equal(before.Alignment, after.Alignment, 1e-6);
    }

    [Fact]
    public void Comparison_SidesSwapped_IsTheSameButForTheWeights()
    {
        DiagnosisRows rows = DiagnosisGolden.Rows("coned.image"), other = DiagnosisGolden.Rows("coned.other");
        ComparisonFigures one = DiagnosisGolden.Compare(rows, other), swapped = DiagnosisGolden.Compare(other, rows);
        Assert.Equal(one.CkaLinear, swapped.CkaLinear, 1e-12);
        Assert.Equal(one.CkaLinearDebiased, swapped.CkaLinearDebiased, 1e-12);
        Assert.Equal(one.CkaRbf, swapped.CkaRbf, 1e-12);
        Assert.Equal(one.ProcrustesDisparity, swapped.ProcrustesDisparity, 1e-12);
        Assert.Equal(one.Svcca, swapped.Svcca, 1e-12);
        Assert.NotEqual(one.Pwcca, swapped.Pwcca, 1e-6);
    }

    [Fact]
    public void NearestRows_EqualDistances_TakeTheLowerIndex()
    {
        DiagnosisRows rows = DiagnosisRows.FromSingles([0, 1, -1, 2, -2], 1);
        Assert.Equal([1, 2, 3], NearestRows.Find(PairDistances.Between(rows), 3)[0]);
    }

    [Fact]
    public void CosineCounts_AllPairs_FallIntoTheirBins()
    {
        DiagnosisRows rows = DiagnosisRows.FromSingles([1, 0, 0, 1, -1, 0, 1, 0], 2);
        CosineCounts counts = new(PairDistances.Between(rows), [0, 0, 1, -1], 4);
        // Cosines: 0 (3 times), -1 (2 times), 1.
        Assert.Equal([2, 0, 3, 1], counts.All);
        Assert.Equal([0, 0, 1, 0], counts.SameClass);
        Assert.Equal([1, 0, 1, 0], counts.OtherClass);
    }

    private static Dictionary<string, double> Describe(DiagnosisRows rows, DiagnosisRows text, int[] labels, int[] groups)
    {
        PairDistances raw = PairDistances.Between(rows), unit = DiagnosisGolden.UnitPairs(rows);
        ScatterDiagnosis scatter = new(rows, labels);
        ClassFigures classes = new()
        {
            SilhouetteCosine = SilhouetteDiagnosis.Compute(unit, labels),
            FisherTraceRatio = scatter.TraceRatio(),
            FisherTraceOfRatio = scatter.TraceOfRatio(),
            TraceFStatistic = scatter.FStatistic(),
            NeighbourVotes = [NeighbourVoteDiagnosis.Compute(unit, GeometryDistance.Cosine, 5, labels, groups), NeighbourVoteDiagnosis.Compute(raw, GeometryDistance.Euclidean, 5, labels, null)],
            Separability = [],
        };
        FigureGroup[] figures =
        [
            DiagnosisGolden.Cone(rows).ToGroup(),
            DiagnosisGolden.Rank(rows).ToGroup(),
            DimensionDiagnosis.Compute(raw, [10]).ToGroup(),
            classes.ToGroup(),
            DiagnosisGolden.Compare(rows, text).ToGroup("text"),
        ];
        return figures.SelectMany(group => group.Figures).ToDictionary(figure => figure.Name, figure => figure.Figure.Value);
    }

    private static void AssertSame(Dictionary<string, double> expected, Dictionary<string, double> actual, double tolerance)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach ((string name, double value) in expected)
        {
            Assert.True(Math.Abs(actual[name] - value) <= tolerance * Math.Max(1, Math.Abs(value)), $"{name}: {value:R} and {actual[name]:R}.");
        }
    }

    // A product of plane rotations.
    private static DiagnosisRows Rotate(DiagnosisRows rows)
    {
        float[] rotated = new float[rows.Count * rows.Width];
        for (int row = 0; row < rows.Count; row++)
        {
            double[] values = rows[row].ToArray();
            for (int i = 0; i + 1 < values.Length; i++)
            {
                (double sine, double cosine) = Math.SinCos(0.3 + i);
                (values[i], values[i + 1]) = ((cosine * values[i]) - (sine * values[i + 1]), (sine * values[i]) + (cosine * values[i + 1]));
            }

            values.Select(v => (float)v).ToArray().CopyTo(rotated, row * rows.Width);
        }

        return DiagnosisRows.FromSingles(rotated, rows.Width);
    }
}
