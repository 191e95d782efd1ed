using System.Numerics.Tensors;
using static CtVlm.MLNet.Torch.ProjectionText;

namespace CtVlm.MLNet.Torch;

/// <summary>Lifts vectors to hyperbolic space by the exponential map at the origin.</summary>
/// <param name="curvature">c of the curvature -c; null: fitted.</param>
/// <param name="radius">Where a fitted curvature puts the median training row.</param>
/// <param name="scale">What vectors are multiplied by first.</param>
/// <param name="coordinates">What comes out.</param>
internal sealed class HyperbolicProjection(double? curvature, double radius, double scale, HyperbolicCoordinates coordinates) : EmbeddingProjection
{
    public override string Name => coordinates switch
    {
        HyperbolicCoordinates.TangentAtOrigin => "hyperbolic-origin",
        HyperbolicCoordinates.Space => "hyperbolic-space",
        HyperbolicCoordinates.Poincare => "hyperbolic-poincare",
        _ => "hyperbolic",
    };

    public override bool NeedsData => curvature is null || coordinates == HyperbolicCoordinates.TangentAtMean;

    private protected override PoolingArguments Arguments => new(("curvature", Text(curvature, "adaptive")), ("radius", Text(radius)), ("scale", Text(scale)), ("coordinates", Text(coordinates)));

    private protected override FittedProjection FitCore(ProjectionData data)
    {
        double c = curvature ?? FitCurvature(data);
        double[]? mean = coordinates == HyperbolicCoordinates.TangentAtMean ? Midpoint(data, c) : null;
        return new FittedProjection(
            Name, data.Width, [new HyperbolicStep(c, scale, coordinates, mean)], new Dictionary<string, double[]> { [ProjectionFigures.Curvature] = [c] });
    }

    // sqrt(c) times the median norm of the scaled rows is the radius.
    private double FitCurvature(ProjectionData data)
    {
        double[] norms = new double[data.Count];
        double[] row = new double[data.Width];
        for (int i = 0; i < norms.Length; i++)
        {
            TensorPrimitives.ConvertTruncating(data.Rows.Span.Slice(i * data.Width, data.Width), row);
            norms[i] = scale * TensorPrimitives.Norm<double>(row);
        }

        Array.Sort(norms);
        double median = (norms[(norms.Length - 1) / 2] + norms[norms.Length / 2]) / 2;
        return median > 0
            ? radius / median * (radius / median)
            : throw new InvalidOperationException($"Projection '{Name}' takes the curvature from the median norm of the training rows, which is 0. Give the curvature.");
    }

    private double[] Midpoint(ProjectionData data, double c)
    {
        double[] points = new double[data.Rows.Length];
        for (int i = 0; i < data.Count; i++)
        {
            HyperbolicStep.Lift(data.Rows.Span.Slice(i * data.Width, data.Width), c, scale, points.AsSpan(i * data.Width, data.Width));
        }

        double[] mean = new double[data.Width];
        LorentzGeometry.EinsteinMidpoint(points, [], c, mean);
        return mean;
    }
}
