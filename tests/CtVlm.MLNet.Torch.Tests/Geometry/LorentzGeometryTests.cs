using CsCheck;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Hyperbolic geometry in the Lorentz model: against the reference, by its laws, and at its limits.</summary>
public class LorentzGeometryTests
{
    private const int Width = 4;

    private static readonly Gen<double[]> s_tangents = Gen.Double[-1, 1].Array[2 * Width];

    public static TheoryData<string> Ids => ProjectionCase.Ids("lorentz");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Maps_Golden_Agree(string id)
    {
        var golden = ProjectionCase.Find(id);
        double c = golden.Number("c");
        ReferenceTensor tangent = golden.Read("tangent"), points = golden.Read("exp0");
        golden.Check("exp0", EachRow(tangent, (row, result) => LorentzGeometry.Exp0(row, c, result)));
        golden.Check("time", [.. Rows(points).Select(x => LorentzGeometry.Time(x, c))]);
        golden.Check("log0", EachRow(points, (row, result) => LorentzGeometry.Log0(row, c, result)));
        golden.Check("distance", [.. Rows(points).SelectMany(x => Rows(points).Select(y => LorentzGeometry.Distance(x, y, c)))]);
        golden.Check("poincare", EachRow(points, (row, result) => LorentzGeometry.ToPoincare(row, c, result)));
        golden.Check("back from the ball", points.Values, EachRow(golden.Read("poincare"), (row, result) => LorentzGeometry.FromPoincare(row, c, result)), "float64");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EinsteinMidpoint_Golden_Agrees(string id)
    {
        var golden = ProjectionCase.Find(id);
        ReferenceTensor points = golden.Read("exp0");
        double[] midpoint = new double[points.Width];
        LorentzGeometry.EinsteinMidpoint(points.Values, [], golden.Number("c"), midpoint);
        golden.Check("einstein_midpoint", midpoint);
        LorentzGeometry.EinsteinMidpoint(points.Values, golden.Read("weights").Values, golden.Number("c"), midpoint);
        golden.Check("einstein_midpoint_weighted", midpoint);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Cones_Golden_Agree(string id)
    {
        var golden = ProjectionCase.Find(id);
        double c = golden.Number("c"), radius = golden.Number("min_radius");
        double[][] points = [.. Rows(golden.Read("exp0")).Skip(1)];
        golden.Check("half_aperture", [.. points.Select(x => LorentzGeometry.HalfAperture(x, c, radius))]);
        golden.Check("exterior_angle", [.. points.SelectMany(x => points.Select(y => LorentzGeometry.ExteriorAngle(x, y, c)))]);
        golden.Check("entailment_loss", [.. points.SelectMany(x => points.Select(y => ReferenceEquals(x, y) ? 0 : LorentzGeometry.EntailmentLoss(x, y, c, radius)))]);
    }

    [Fact]
    public void Log0_OfExp0_IsTheTangent() => s_tangents.Sample(pair =>
    {
        double[] tangent = pair[..Width], point = new double[Width], back = new double[Width];
        LorentzGeometry.Exp0(tangent, 0.7, point);
        LorentzGeometry.Log0(point, 0.7, back);
        AssertClose(tangent, back, 1e-12);
        Assert.Equal(Math.Sqrt(tangent.Sum(v => v * v)), LorentzGeometry.Distance(point, new double[Width], 0.7), 1e-9);
    });

    [Fact]
    public void MoveToOrigin_KeepsDistances() => s_tangents.Sample(pair =>
    {
        double[] mean = new double[Width], point = new double[Width], moved = new double[Width], origin = new double[Width];
        LorentzGeometry.Exp0(pair.AsSpan(0, Width), 2.5, mean);
        LorentzGeometry.Exp0(pair.AsSpan(Width, Width), 2.5, point);
        double distance = LorentzGeometry.Distance(mean, point, 2.5);
        LorentzGeometry.MoveToOrigin(mean, point, 2.5, moved);
        Assert.Equal(distance, LorentzGeometry.Distance(moved, origin, 2.5), 1e-7);
        LorentzGeometry.MoveToOrigin(mean, mean, 2.5, moved);
        AssertClose(origin, moved, 1e-9);
    });

    [Fact]
    public void FromPoincare_OfToPoincare_IsThePoint() => s_tangents.Sample(pair =>
    {
        double[] point = pair[..Width], ball = new double[Width], back = new double[Width];
        LorentzGeometry.ToPoincare(point, 1.3, ball);
        LorentzGeometry.FromPoincare(ball, 1.3, back);
        AssertClose(point, back, 1e-9);
    });

    [Fact]
    public void Origin_IsDefinedEverywhere()
    {
        double[] origin = [0, 0], point = [0.3, 0.4], result = [1, 1];
        LorentzGeometry.Exp0(origin, 1, result);
        Assert.Equal(origin, result);
        LorentzGeometry.Log0(origin, 1, result);
        Assert.Equal(origin, result);
        Assert.Equal(0, LorentzGeometry.Distance(origin, origin, 1));
        Assert.Equal(Math.PI / 2, LorentzGeometry.HalfAperture(origin, 1));
        Assert.Equal(0, LorentzGeometry.ExteriorAngle(origin, point, 1));
        Assert.Equal(0, LorentzGeometry.ExteriorAngle(point, point, 1));
        Assert.Equal(0, LorentzGeometry.EntailmentLoss(origin, point, 1));
    }

    [Fact]
    public void Exp0_FarOut_IsClampedNotInfinite()
    {
        double[] result = new double[2];
        LorentzGeometry.Exp0([1e30, 0], 4, result);
        Assert.Equal([(1 << 15) / 2.0, 0], result.Select(v => Math.Round(v, 6)));
        LorentzGeometry.Log0(result, 4, result);
        Assert.Equal(LorentzGeometry.MaxRadius / 2, result[0], 1e-9);
    }

    [Fact]
    public void FromPoincare_OutsideOfTheBall_IsRefused() =>
        Assert.Contains("radius 0.5", Assert.Throws<ArgumentException>(() => LorentzGeometry.FromPoincare([0.5, 0], 4, new double[2])).Message, StringComparison.Ordinal);

    [Fact]
    public void EinsteinMidpoint_NoWeight_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LorentzGeometry.EinsteinMidpoint([0.5, 0], [0.0], 1, new double[2]));

    private delegate void RowMap(double[] row, Span<double> result);

    private static double[][] Rows(ReferenceTensor rows) => [.. Enumerable.Range(0, rows.Count).Select(i => rows.Row(i).Values)];

    private static double[] EachRow(ReferenceTensor rows, RowMap map)
    {
        double[] results = new double[rows.Values.Length];
        for (int i = 0; i < rows.Count; i++)
        {
            map(rows.Row(i).Values, results.AsSpan(i * rows.Width, rows.Width));
        }

        return results;
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
