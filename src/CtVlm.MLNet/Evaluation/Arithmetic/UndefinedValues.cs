namespace CtVlm.MLNet;

/// <summary>Gathers, while metrics are computed, why a value is undefined, so that NaN never stands alone.</summary>
internal sealed class UndefinedValues
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    /// <summary>The reasons so far, by property name.</summary>
    public IReadOnlyDictionary<string, string> Reasons => _reasons;

    /// <summary>A quotient, or NaN with the reason noted where the denominator is 0.</summary>
    public double Quotient(string name, double numerator, double denominator, string reason)
        => denominator == 0 ? Undefined(name, reason) : numerator / denominator;

    /// <summary>The mean of the values that are defined, or NaN where none is.</summary>
    public double MeanOfDefined(string name, IEnumerable<double> values)
    {
        double sum = 0;
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return Quotient(name, sum, count, "undefined for every class");
    }

    /// <summary>The value, or NaN with the reason noted where there is one; the value is then not computed.</summary>
    public double Unless(string name, string? reason, Func<double> value) => reason is null ? value() : Undefined(name, reason);

    /// <summary>Takes over reasons found elsewhere.</summary>
    public void Add(IReadOnlyDictionary<string, string> reasons)
    {
        foreach ((string name, string reason) in reasons)
        {
            _reasons[name] = reason;
        }
    }

    /// <summary>NaN, with the reason noted.</summary>
    public double Undefined(string name, string reason)
    {
        _reasons[name] = reason;
        return double.NaN;
    }
}
