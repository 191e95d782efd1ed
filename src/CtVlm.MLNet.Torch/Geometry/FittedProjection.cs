namespace CtVlm.MLNet.Torch;

/// <summary>A fitted map of vectors: one step after the other.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class FittedProjection
{
    private readonly float[] _mean;
    private readonly float[] _components;

    internal FittedProjection(string name, int inputWidth, IReadOnlyList<ProjectionStep> steps, IReadOnlyDictionary<string, double[]>? figures = null)
    {
        Name = name;
        InputWidth = inputWidth;
        Steps = steps;
        Figures = figures ?? new Dictionary<string, double[]>();
        OutputWidth = steps.Aggregate(inputWidth, (width, step) => step.GetOutputWidth(width));
        AffineStep? affine = steps.OfType<AffineStep>().FirstOrDefault();
        _mean = affine?.Mean ?? [];
        _components = affine?.Matrix ?? [];
    }

    /// <summary>Short name of the projection.</summary>
    public string Name { get; }

    /// <summary>Width D of the vectors that go in.</summary>
    public int InputWidth { get; }

    /// <summary>Width K of the vectors that come out.</summary>
    public int OutputWidth { get; }

    /// <summary>Whether vectors leave with unit L2 norm.</summary>
    public bool Normalizes => Steps is [.., NormalizeStep];

    /// <summary>The mean that is subtracted first, D values; empty without one.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>The linear map, (K, D) row by row; empty without one.</summary>
    public ReadOnlySpan<float> Components => _components;

    /// <summary>Variance of each component over the training rows, divisor N - 1; empty where the projection has no components.</summary>
    public IReadOnlyList<double> ExplainedVariance => Figure(ProjectionFigures.ExplainedVariance);

    /// <summary>Share of the training rows' variance in each component; empty where the projection has no components.</summary>
    public IReadOnlyList<double> ExplainedVarianceRatio => Figure(ProjectionFigures.ExplainedVarianceRatio);

    /// <summary>Norm of the gap between the means of images and texts before the shift; null for projections without one.</summary>
    public double? ShiftNorm => SingleFigure(ProjectionFigures.ShiftNorm);

    /// <summary>c of the hyperbolic space of curvature -c; null for projections into flat or spherical space.</summary>
    public double? Curvature => SingleFigure(ProjectionFigures.Curvature);

    /// <summary>Share of the shrinkage target in the covariance; null for projections without a covariance.</summary>
    public double? Shrinkage => SingleFigure(ProjectionFigures.Shrinkage);

    /// <summary>Everything that fitting found, by name, for tables and reports; see <see cref="ProjectionFigures"/> for the names.</summary>
    public IReadOnlyDictionary<string, double[]> Figures { get; }

    /// <summary>The steps.</summary>
    internal IReadOnlyList<ProjectionStep> Steps { get; }

    /// <summary>Maps one vector.</summary>
    /// <param name="vector">D values; not changed.</param>
    /// <param name="destination">Receives K values.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Apply(ReadOnlySpan<float> vector, Span<float> destination)
    {
        if (vector.Length != InputWidth || destination.Length != OutputWidth)
        {
            throw new ArgumentException($"'{Name}' maps {InputWidth} to {OutputWidth} values, got {vector.Length} to {destination.Length}.", nameof(vector));
        }

        ReadOnlySpan<float> current = vector;
        foreach (ProjectionStep step in Steps)
        {
            int width = step.GetOutputWidth(current.Length);
            float[] next = new float[width];
            step.Apply(current, next);
            current = next;
        }

        current.CopyTo(destination);
    }

    /// <summary>Writes what <see cref="ProjectionFormat.Read"/> reads.</summary>
    internal void Write(BinaryWriter writer) => ProjectionFormat.Write(writer, this);

    private IReadOnlyList<double> Figure(string name) => Figures.TryGetValue(name, out double[]? values) ? values : [];

    private double? SingleFigure(string name) => Figures.TryGetValue(name, out double[]? values) && values.Length == 1 ? values[0] : null;
}
