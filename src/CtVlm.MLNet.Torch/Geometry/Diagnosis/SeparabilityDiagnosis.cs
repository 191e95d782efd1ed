namespace CtVlm.MLNet.Torch;

/// <summary>Computes <see cref="SeparabilityFigures"/>.</summary>
internal sealed class SeparabilityDiagnosis
{
    private const string NotEnded = "the logistic fit did not end within its steps: columns of very different scale, or too weak a penalty";

    private readonly DiagnosisRows _rows;
    private readonly int[] _classes;
    private readonly int _classCount;

    /// <summary>Takes the data.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="classes">Class of each row, from 0.</param>
    public SeparabilityDiagnosis(DiagnosisRows rows, int[] classes)
    {
        _rows = rows;
        _classes = classes;
        _classCount = classes.DefaultIfEmpty(-1).Max() + 1;
    }

    /// <summary>The figures of one classifier.</summary>
    /// <param name="kind">The classifier.</param>
    /// <param name="strength">alpha of ridge, C of logistic regression; above 0.</param>
    /// <param name="patients">Patient of each row; null without.</param>
    /// <param name="folds">Folds, 2 or more; lowered to the number of rows or patients.</param>
    /// <param name="seed">Seed of the folds.</param>
    public SeparabilityFigures Compute(LinearClassifierKind kind, double strength, int[]? patients, int folds, int seed)
    {
        bool canFit = _classes.Distinct().Take(2).Count() == 2;
        var none = GeometryFigure.None("two classes are needed");
        Func<DiagnosisRows, int[], LinearClassifier?> fit = (rows, classes) => Fit(kind, strength, rows, classes);
        (GeometryFigure Plain, GeometryFigure Balanced) train = canFit ? Score(fit(_rows, _classes)?.Predict(_rows)) : (none, none);
        (GeometryFigure Plain, GeometryFigure Balanced) heldOut = canFit ? HoldOut(fit, DealRows(folds, seed)) : (none, none);
        (GeometryFigure Plain, GeometryFigure Balanced) disjoint = canFit ? HoldOutPatients(fit, patients, folds, seed) : (none, none);
        return new SeparabilityFigures
        {
            Kind = kind,
            Strength = strength,
            TrainAccuracy = train.Plain,
            OneHotR2 = kind != LinearClassifierKind.Ridge ? GeometryFigure.None("of ridge only") : canFit ? RidgeFit.OneHotR2(_rows, _classes, _classCount, strength) : none,
            HeldOutAccuracy = heldOut.Plain,
            HeldOutBalancedAccuracy = heldOut.Balanced,
            PatientDisjointAccuracy = disjoint.Plain,
            PatientDisjointBalancedAccuracy = disjoint.Balanced,
        };
    }

    private int[] DealRows(int folds, int seed) => RowFolds.DealRows(_classes, Math.Min(folds, _rows.Count), seed);

    private LinearClassifier? Fit(LinearClassifierKind kind, double strength, DiagnosisRows rows, int[] classes) => kind == LinearClassifierKind.Ridge
        ? RidgeFit.Fit(rows, classes, _classCount, strength)
        : LogisticFit.Fit(rows, classes, _classCount, strength);

    private (GeometryFigure Plain, GeometryFigure Balanced) HoldOutPatients(
        Func<DiagnosisRows, int[], LinearClassifier?> fit, int[]? patients, int folds, int seed)
    {
        int distinct = patients?.Distinct().Count() ?? 0;
        if (patients is null || distinct < 2)
        {
            var none = GeometryFigure.None(patients is null ? "no patient column is given" : "two patients are needed");
            return (none, none);
        }

        return HoldOut(fit, RowFolds.DealPatients(patients, Math.Min(folds, distinct), seed));
    }

    private (GeometryFigure Plain, GeometryFigure Balanced) HoldOut(Func<DiagnosisRows, int[], LinearClassifier?> fit, int[] folds)
    {
        int[] predicted = new int[_rows.Count];
        for (int fold = 0; fold <= folds.Max(); fold++)
        {
            int[] inside = [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] != fold)];
            int[] outside = [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] == fold)];
            int[]? part = fit(_rows.Take(inside), [.. inside.Select(row => _classes[row])])?.Predict(_rows.Take(outside));
            if (part is null)
            {
                return Score(null);
            }

            for (int i = 0; i < outside.Length; i++)
            {
                predicted[outside[i]] = part[i];
            }
        }

        return Score(predicted);
    }

    private (GeometryFigure Plain, GeometryFigure Balanced) Score(int[]? predicted) => predicted is null
        ? (GeometryFigure.None(NotEnded), GeometryFigure.None(NotEnded))
        : (ClassAccuracy.Plain(predicted, _classes), ClassAccuracy.Balanced(predicted, _classes));
}
