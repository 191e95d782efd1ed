namespace CtVlm.MLNet.Torch;

/// <summary>In which space an embedding lives: a map of vectors, fitted on training rows only.</summary>
/// <remarks>A projection is a choice, without state; what it learns is a <see cref="FittedProjection"/>, saved with the model.</remarks>
public abstract partial class EmbeddingProjection
{
    private protected EmbeddingProjection()
    {
    }

    /// <summary>Short name, used in slot names and saved models.</summary>
    public abstract string Name { get; }

    /// <summary>The name with every argument: <c>pca:components=8</c>. Two projections with the same specification fit the same map to the same rows.</summary>
    public string Specification => Arguments.Format(Name);

    /// <summary>Whether fitting needs a pass over the training rows.</summary>
    public abstract bool NeedsData { get; }

    /// <summary>The column of classes that fitting needs; null: none.</summary>
    public virtual string? LabelColumnName => null;

    /// <summary>The column of the other modality's embeddings that fitting needs; null: none.</summary>
    public virtual string? CounterpartColumnName => null;

    /// <summary>Whether vectors leave with unit L2 norm.</summary>
    internal virtual bool Normalizes => false;

    /// <summary>Arguments that tell this projection from others of its name.</summary>
    private protected virtual PoolingArguments Arguments => PoolingArguments.None;

    /// <summary>Fits the projection.</summary>
    /// <param name="rows">Training rows (N, D), row by row; not kept.</param>
    /// <param name="width">D, above 0.</param>
    /// <returns>The fitted projection.</returns>
    /// <exception cref="ArgumentException">A row holds NaN or infinity; the message names row and column.</exception>
    /// <exception cref="InvalidOperationException">The rows do not determine it: the message says what is missing.</exception>
    public FittedProjection Fit(ReadOnlyMemory<float> rows, int width) => Fit(new ProjectionData(width, rows));

    /// <summary>Fits the projection.</summary>
    /// <param name="data">Training rows, and what goes with each; not kept.</param>
    /// <returns>The fitted projection.</returns>
    /// <exception cref="ArgumentException">A row holds NaN or infinity, or what goes with the rows has another length; the message names row and column.</exception>
    /// <exception cref="InvalidOperationException">The rows do not determine it: the message says what is missing.</exception>
    public FittedProjection Fit(ProjectionData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(data.Width, 1, nameof(data));
        if (NeedsData)
        {
            TrainingRows.Check(data, this);
        }

        return FitCore(data);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Fits the projection to checked data.</summary>
    private protected abstract FittedProjection FitCore(ProjectionData data);
}
