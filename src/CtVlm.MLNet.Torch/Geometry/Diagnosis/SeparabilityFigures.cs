namespace CtVlm.MLNet.Torch;

/// <summary>How well a linear classifier tells the classes apart: on the rows it was fitted on, on held-out rows, on held-out patients.</summary>
/// <remarks><b>Source:</b> Alain and Bengio 2016 (arXiv 1610.01644) for linear probes; definitions of scikit-learn's RidgeClassifier and LogisticRegression.</remarks>
public sealed record SeparabilityFigures
{
    /// <summary>The classifier.</summary>
    public required LinearClassifierKind Kind { get; init; }

    /// <summary>alpha of ridge, C of logistic regression.</summary>
    public required double Strength { get; init; }

    /// <summary>Accuracy on the rows it was fitted on, in [0, 1].</summary>
    public required GeometryFigure TrainAccuracy { get; init; }

    /// <summary>Pooled R^2 of ridge on 0/1 targets over the rows it was fitted on; of ridge only.</summary>
    public required GeometryFigure OneHotR2 { get; init; }

    /// <summary>Accuracy over all rows, each predicted by a fit without its fold, in [0, 1].</summary>
    public required GeometryFigure HeldOutAccuracy { get; init; }

    /// <summary>Mean over the classes of the held-out share predicted right, in [0, 1].</summary>
    public required GeometryFigure HeldOutBalancedAccuracy { get; init; }

    /// <summary>As <see cref="HeldOutAccuracy"/>, with all rows of a patient in one fold; undefined without patients.</summary>
    public required GeometryFigure PatientDisjointAccuracy { get; init; }

    /// <summary>As <see cref="HeldOutBalancedAccuracy"/>, with all rows of a patient in one fold; undefined without patients.</summary>
    public required GeometryFigure PatientDisjointBalancedAccuracy { get; init; }

    /// <summary>The figures for display.</summary>
    internal IEnumerable<NamedFigure> ToFigures()
    {
        List<NamedFigure> figures = [new(Kind + nameof(TrainAccuracy), TrainAccuracy)];
        if (Kind == LinearClassifierKind.Ridge)
        {
            figures.Add(new(Kind + nameof(OneHotR2), OneHotR2));
        }

        figures.Add(new(Kind + nameof(HeldOutAccuracy), HeldOutAccuracy));
        figures.Add(new(Kind + nameof(HeldOutBalancedAccuracy), HeldOutBalancedAccuracy));
        figures.Add(new(Kind + nameof(PatientDisjointAccuracy), PatientDisjointAccuracy));
        figures.Add(new(Kind + nameof(PatientDisjointBalancedAccuracy), PatientDisjointBalancedAccuracy));
        return figures;
    }
}
