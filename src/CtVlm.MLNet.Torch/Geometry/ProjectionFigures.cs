namespace CtVlm.MLNet.Torch;

/// <summary>Names of what fitting a projection finds.</summary>
public static class ProjectionFigures
{
    /// <summary>Variance of each component, divisor N - 1.</summary>
    public const string ExplainedVariance = "ExplainedVariance";

    /// <summary>Share of the variance in each component.</summary>
    public const string ExplainedVarianceRatio = "ExplainedVarianceRatio";

    /// <summary>Norm of the modality gap.</summary>
    public const string ShiftNorm = "ShiftNorm";

    /// <summary>c of the hyperbolic space of curvature -c.</summary>
    public const string Curvature = "Curvature";

    /// <summary>Share of the shrinkage target in the covariance.</summary>
    public const string Shrinkage = "Shrinkage";

    /// <summary>Variance of each component after shrinkage and before epsilon.</summary>
    public const string RegularizedVariance = "RegularizedVariance";

    /// <summary>What each column is divided by.</summary>
    public const string Scale = "Scale";

    /// <summary>The principal directions that are removed, (K, D) row by row.</summary>
    public const string RemovedDirections = "RemovedDirections";

    /// <summary>The mean of each class, (C, D) row by row.</summary>
    public const string ClassMeans = "ClassMeans";
}
