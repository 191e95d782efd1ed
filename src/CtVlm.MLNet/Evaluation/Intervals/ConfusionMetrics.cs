namespace CtVlm.MLNet;

/// <summary>The metrics of a confusion matrix, in a form that allocates nothing. The definitions are those of <see cref="ClinicalClassificationMetrics"/>.</summary>
internal readonly ref struct ConfusionMetrics
{
    private readonly ReadOnlySpan<long> _cells;
    private readonly Span<long> _actual;
    private readonly Span<long> _predicted;
    private readonly int _classes;

    /// <summary>Takes counts and sums their margins.</summary>
    /// <param name="cells">Counts [actual, predicted], K x K.</param>
    /// <param name="margins">Room for 2 K numbers.</param>
    /// <param name="classes">K.</param>
    public ConfusionMetrics(ReadOnlySpan<long> cells, Span<long> margins, int classes)
    {
        _cells = cells;
        _classes = classes;
        margins.Clear();
        _actual = margins[..classes];
        _predicted = margins.Slice(classes, classes);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            _actual[cell / classes] += cells[cell];
            _predicted[cell % classes] += cells[cell];
            Total += cells[cell];
        }
    }

    /// <summary>Number of rows.</summary>
    public long Total { get; }

    /// <summary>Share of rows on the diagonal.</summary>
    public double Accuracy()
    {
        long correct = 0;
        for (int k = 0; k < _classes; k++)
        {
            correct += TruePositives(k);
        }

        return Quotient(correct, Total);
    }

    /// <summary>True positives over the rows of a class.</summary>
    public double Sensitivity(int k) => Quotient(TruePositives(k), _actual[k]);

    /// <summary>True negatives over the rows of other classes.</summary>
    public double Specificity(int k) => Quotient(TrueNegatives(k), Total - _actual[k]);

    /// <summary>True positives over the rows predicted as a class.</summary>
    public double Ppv(int k) => Quotient(TruePositives(k), _predicted[k]);

    /// <summary>True negatives over the rows predicted as others.</summary>
    public double Npv(int k) => Quotient(TrueNegatives(k), Total - _predicted[k]);

    /// <summary>Mean sensitivity of the classes present.</summary>
    public double BalancedAccuracy()
    {
        double sum = 0;
        int present = 0;
        for (int k = 0; k < _classes; k++)
        {
            sum += _actual[k] > 0 ? Sensitivity(k) : 0;
            present += _actual[k] > 0 ? 1 : 0;
        }

        return Quotient(sum, present);
    }

    /// <summary>Mean F1 of the classes present or predicted.</summary>
    public double MacroF1()
    {
        double sum = 0;
        int seen = 0;
        for (int k = 0; k < _classes; k++)
        {
            long either = _actual[k] + _predicted[k];
            sum += either > 0 ? 2.0 * TruePositives(k) / either : 0;
            seen += either > 0 ? 1 : 0;
        }

        return Quotient(sum, seen);
    }

    /// <summary>Kappa with weights 1, |i - j| and (i - j)^2; MeanAbsoluteError and Within1 come with it.</summary>
    public (double Plain, double Linear, double Quadratic, double MeanAbsoluteError, double Within1) Distances()
    {
        long wrong = 0, far = 0, distance = 0, squared = 0;
        double expectedWrong = 0, expectedDistance = 0, expectedSquared = 0;
        for (int i = 0; i < _classes; i++)
        {
            for (int j = 0; j < _classes; j++)
            {
                int apart = Math.Abs(i - j);
                long count = _cells[(i * _classes) + j];
                double product = (double)_actual[i] * _predicted[j];
                wrong += apart > 0 ? count : 0;
                far += apart > 1 ? count : 0;
                distance += apart * count;
                squared += (long)apart * apart * count;
                expectedWrong += apart > 0 ? product : 0;
                expectedDistance += apart * product;
                expectedSquared += (double)apart * apart * product;
            }
        }

        return (Kappa(wrong, expectedWrong), Kappa(distance, expectedDistance), Kappa(squared, expectedSquared),
            Quotient(distance, Total), Quotient(Total - far, Total));
    }

    /// <summary>Mean distance of each class present, averaged over these.</summary>
    public double MacroMeanAbsoluteError()
    {
        double sum = 0;
        int present = 0;
        for (int i = 0; i < _classes; i++)
        {
            long distance = 0;
            for (int j = 0; j < _classes; j++)
            {
                distance += Math.Abs(i - j) * _cells[(i * _classes) + j];
            }

            sum += _actual[i] > 0 ? (double)distance / _actual[i] : 0;
            present += _actual[i] > 0 ? 1 : 0;
        }

        return Quotient(sum, present);
    }

    /// <summary>Matthews' correlation for K classes.</summary>
    /// <remarks><b>Source:</b> Gorodkin, Computational Biology and Chemistry 28 (2004), 367-374.</remarks>
    public double MatthewsCorrelation()
    {
        double n = Total;
        double correct = 0, byChance = 0, actual = n * n, predicted = n * n;
        for (int k = 0; k < _classes; k++)
        {
            correct += TruePositives(k);
            byChance += (double)_actual[k] * _predicted[k];
            actual -= (double)_actual[k] * _actual[k];
            predicted -= (double)_predicted[k] * _predicted[k];
        }

        return actual == 0 || predicted == 0 ? double.NaN : ((correct * n) - byChance) / Math.Sqrt(actual) / Math.Sqrt(predicted);
    }

    private static double Quotient(double numerator, double denominator) => denominator == 0 ? double.NaN : numerator / denominator;

    private double Kappa(long observed, double expected) => expected == 0 ? double.NaN : 1 - ((double)observed * Total / expected);

    private long TruePositives(int k) => _cells[(k * _classes) + k];

    private long TrueNegatives(int k) => Total - _actual[k] - _predicted[k] + TruePositives(k);
}
