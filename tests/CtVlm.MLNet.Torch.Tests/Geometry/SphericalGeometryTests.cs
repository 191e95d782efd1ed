using CsCheck;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Geometry of the unit sphere: against the reference, by its laws, and where it is not defined.</summary>
public class SphericalGeometryTests
{
    private const int Width = 5;

    private static readonly Gen<double[]> s_pairs = Gen.Double[-1, 1].Array[2 * Width]
        .Where(v => Length(v[..Width]) > 0.1 && Length(v[Width..]) > 0.1 && !AreOpposite(v));

    [Fact]
    public void FrechetMean_Golden_Agrees()
    {
        var golden = ProjectionCase.Find("frechet_mean");
        ReferenceTensor train = Unit(golden.Read("train"));
        (double[] mean, double variance) = SphericalGeometry.FrechetMean(train.Values, train.Width);
        golden.Check("mean", mean);
        golden.Check("variance", [variance]);
        golden.Check("weighted_mean", SphericalGeometry.FrechetMean(train.Values, train.Width, golden.Read("weights").Values).Mean);
    }

    [Fact]
    public void Log_Golden_AgreesAndExpInverts()
    {
        var golden = ProjectionCase.Find("sphere_log");
        double[] basePoint = golden.Read("base").Values;
        ReferenceTensor test = Unit(golden.Read("test"));
        golden.Check("test_out", EachRow(test, (row, result) => SphericalGeometry.Log(basePoint, row, result)));
        golden.Check("round_trip", EachRow(golden.Read("test_out"), (row, result) => SphericalGeometry.Exp(basePoint, row, result)));
        golden.Check("geodesic", [.. Enumerable.Range(0, test.Count).Select(i => SphericalGeometry.Angle(basePoint, test.Row(i).Values))]);
    }

    [Fact]
    public void Exp_Golden_Agrees()
    {
        var golden = ProjectionCase.Find("sphere_exp");
        double[] basePoint = golden.Read("base").Values;
        double[] tangents = EachRow(golden.Read("raw"), (row, result) => SphericalGeometry.ToTangent(basePoint, row, result));
        golden.Check("tangent", tangents);
        golden.Check("test_out", EachRow(golden.Read("tangent"), (row, result) => SphericalGeometry.Exp(basePoint, row, result)));
    }

    [Fact]
    public void Slerp_Golden_Agrees()
    {
        var golden = ProjectionCase.Find("slerp");
        double[] a = Unit(golden.Read("a")).Values;
        golden.Check("out", Path(a, Unit(golden.Read("b")).Values, golden.Numbers("t")));
        golden.Check("near_out", Path(a, Unit(golden.Read("near")).Values, golden.Numbers("t")));
    }

    [Fact]
    public void VonMisesFisher_Golden_Agrees()
    {
        var golden = ProjectionCase.Find("vmf");
        ReferenceTensor train = Unit(golden.Read("train"));
        var fit = VonMisesFisher.Fit(train.Values, train.Width);
        golden.Check("mean_direction", fit.MeanDirection);
        golden.Check("resultant_length", [fit.ResultantLength]);
        golden.Check("kappa_banerjee", [fit.KappaBanerjee]);
        golden.Check("kappa_mle", [fit.KappaLikelihood]);
    }

    [Fact]
    public void VonMisesFisher_EqualRows_IsInfinitelyConcentrated()
    {
        var fit = VonMisesFisher.Fit([1, 0, 0, 1, 0, 0], 3);
        Assert.Equal(double.PositiveInfinity, fit.KappaBanerjee);
        Assert.Equal(double.PositiveInfinity, fit.KappaLikelihood);
    }

    [Fact]
    public void Exp_OfLog_IsThePoint() => s_pairs.Sample(pair =>
    {
        (double[] a, double[] b) = Points(pair);
        double[] tangent = new double[Width], back = new double[Width];
        SphericalGeometry.Log(a, b, tangent);
        SphericalGeometry.Exp(a, tangent, back);
        Assert.Equal(SphericalGeometry.Angle(a, b), Length(tangent), 1e-9);
        AssertClose(b, back, 1e-9);
    });

    [Fact]
    public void Log_OfExp_IsTheTangent() => s_pairs.Sample(pair =>
    {
        (double[] a, double[] b) = Points(pair);
        double[] tangent = new double[Width], point = new double[Width], back = new double[Width];
        SphericalGeometry.ToTangent(a, b, tangent);
        SphericalGeometry.Exp(a, tangent, point);
        SphericalGeometry.Log(a, point, back);
        AssertClose(tangent, back, 1e-9);
    });

    [Fact]
    public void Slerp_DividesTheAngle() => s_pairs.Sample(pair =>
    {
        (double[] a, double[] b) = Points(pair);
        double[] middle = new double[Width];
        SphericalGeometry.Slerp(a, b, 0.25, middle);
        Assert.Equal(1, Length(middle), 1e-9);
        Assert.Equal(SphericalGeometry.Angle(a, b) / 4, SphericalGeometry.Angle(a, middle), 1e-9);
    });

    [Fact]
    public void LogAndSlerp_OppositePoints_AreRefused()
    {
        double[] a = [0.6, 0.8, 0], b = [-0.6, -0.8, 0], result = new double[3];
        Assert.Contains("opposite", Assert.Throws<ArgumentException>(() => SphericalGeometry.Log(a, b, result)).Message, StringComparison.Ordinal);
        Assert.Contains("opposite", Assert.Throws<ArgumentException>(() => SphericalGeometry.Slerp(a, b, 0.5, result)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LogOrFixed_OppositePoint_HasLengthPiAndIsTangent()
    {
        double[] a = [0.6, 0.8, 0], b = [-0.6, -0.8, 0], result = new double[3];
        SphericalGeometry.LogOrFixed(a, b, result);
        Assert.Equal(Math.PI, Length(result), 1e-12);
        Assert.Equal(0, (a[0] * result[0]) + (a[1] * result[1]), 1e-12);
    }

    [Fact]
    public void Slerp_SamePoint_StaysThere()
    {
        double[] a = [0.6, 0.8, 0], result = new double[3];
        SphericalGeometry.Slerp(a, a, 0.3, result);
        AssertClose(a, result, 1e-15);
    }

    [Fact]
    public void FrechetMean_RowsThatCancelOut_AreRefused()
    {
        double[] rows = [1, 0, -1, 0];
        Assert.Contains("cancel out", Assert.Throws<InvalidOperationException>(() => SphericalGeometry.FrechetMean(rows, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => VonMisesFisher.Fit(rows, 2));
    }

    [Fact]
    public void FrechetMean_ZeroRows_CountForNothing()
    {
        (double[] mean, double variance) = SphericalGeometry.FrechetMean([0.6, 0.8, 0, 0, 0.6, 0.8], 2);
        AssertClose([0.6, 0.8], mean, 1e-12);
        Assert.Equal(0, variance, 1e-12);
    }

    private delegate void RowMap(double[] row, Span<double> result);

    private static double[] EachRow(ReferenceTensor rows, RowMap map)
    {
        double[] results = new double[rows.Values.Length];
        for (int i = 0; i < rows.Count; i++)
        {
            map(rows.Row(i).Values, results.AsSpan(i * rows.Width, rows.Width));
        }

        return results;
    }

    private static ReferenceTensor Unit(ReferenceTensor rows) => rows with { Values = EachRow(rows, (row, result) => SphericalGeometry.Normalize((ReadOnlySpan<double>)row, result)) };

    private static double[] Path(double[] a, double[] b, double[] places)
    {
        double[] path = new double[a.Length * places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            SphericalGeometry.Slerp(a, b, places[i], path.AsSpan(i * a.Length, a.Length));
        }

        return path;
    }

    private static (double[] A, double[] B) Points(double[] pair)
    {
        ReferenceTensor points = Unit(new ReferenceTensor([2, Width], pair));
        return (points.Row(0).Values, points.Row(1).Values);
    }

    // No direction leads from a point to its opposite: those pairs are refused, which has a test of its own.
    private static bool AreOpposite(double[] pair)
    {
        (double[] a, double[] b) = Points(pair);
        return Length([.. a.Zip(b, (x, y) => x + y)]) < 1e-3;
    }

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(v => v * v));

    private static void AssertClose(double[] expected, double[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
