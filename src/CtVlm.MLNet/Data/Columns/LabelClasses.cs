namespace CtVlm.MLNet;

/// <summary>The classes among label values: those that occur, in the order of their numbers where every name is one, else of their keys, else of their texts.</summary>
internal sealed class LabelClasses
{
    private LabelClasses(LabelValue[] values, int[] numbers, bool isByNumber)
    {
        Names = Array.ConvertAll(values, value => value.Name);
        Numbers = numbers;
        HasOrder = isByNumber || !values.Any(value => value.IsText);
    }

    /// <summary>Names, class by class.</summary>
    public string[] Names { get; }

    /// <summary>Class of each value, from 0; -1 where it is missing.</summary>
    public int[] Numbers { get; }

    /// <summary>Whether the values say in which order the classes are; the alphabet does not.</summary>
    public bool HasOrder { get; }

    /// <summary>Sorts values into classes.</summary>
    /// <param name="values">The rows' values; null is missing.</param>
    public static LabelClasses Of(IReadOnlyCollection<LabelValue?> values)
    {
        LabelValue[] distinct = [.. values.OfType<LabelValue>().Distinct().OrderBy(v => v.Order).ThenBy(v => v.Name, StringComparer.Ordinal)];

        // "1" and "1.0" are different classes, and then there is no order by number.
        bool isByNumber = distinct.Select(v => v.Number).OfType<double>().Distinct().Count() == distinct.Length;
        LabelValue[] sorted = isByNumber ? [.. distinct.OrderBy(v => v.Number)] : distinct;
        Dictionary<LabelValue, int> classes = sorted.Index().ToDictionary(c => c.Item, c => c.Index);
        return new LabelClasses(sorted, [.. values.Select(value => value is { } v ? classes[v] : -1)], isByNumber);
    }
}
