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

    /// <summary>Gamma of the Gaussian kernel exp(-gamma |x - z|^2).</summary>
    public const string Gamma = "Gamma";

    /// <summary>Leading eigenvalues of the doubly centred kernel matrix of the training rows, falling.</summary>
    public const string KernelEigenvalues = "KernelEigenvalues";

    /// <summary>Mean of the images less mean of the texts, both of unit rows: D values.</summary>
    public const string ModalityGap = "ModalityGap";

    /// <summary>Mean squared angle, in radians, between the training rows and their Fréchet mean on the sphere.</summary>
    public const string SphericalVariance = "SphericalVariance";

    /// <summary>Variance of each component after shrinkage and before epsilon.</summary>
    public const string RegularizedVariance = "RegularizedVariance";

    /// <summary>What each column is divided by.</summary>
    public const string Scale = "Scale";

    /// <summary>The principal directions that are removed, (K, D) row by row.</summary>
    public const string RemovedDirections = "RemovedDirections";

    /// <summary>The mean of each class, (C, D) row by row.</summary>
    public const string ClassMeans = "ClassMeans";
}
