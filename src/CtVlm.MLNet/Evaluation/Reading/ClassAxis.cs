using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>The classes in the order of the metrics, and the way from a key position, a number or a text to a class.</summary>
internal sealed class ClassAxis
{
    private readonly int[] _fromPosition;
    private readonly Dictionary<string, int> _byText;
    private readonly Dictionary<float, int>? _byNumber;

    /// <summary>Orders the classes.</summary>
    /// <param name="keyOrder">Distinct class names in key order.</param>
    public ClassAxis(IReadOnlyList<string> keyOrder)
    {
        float[]? numbers = ParseAll(keyOrder);
        int[] order = [.. Enumerable.Range(0, keyOrder.Count)];
        if (numbers is not null)
        {
            Array.Sort((float[])numbers.Clone(), order);
        }

        Order = numbers is null ? ClinicalClassOrder.ByKey : ClinicalClassOrder.ByValue;
        Names = Array.AsReadOnly(Array.ConvertAll(order, position => keyOrder[position]));
        _fromPosition = new int[order.Length];
        _byText = new Dictionary<string, int>(order.Length, StringComparer.Ordinal);
        _byNumber = numbers is null ? null : new Dictionary<float, int>(order.Length);
        for (int k = 0; k < order.Length; k++)
        {
            _fromPosition[order[k]] = k;
            _byText.Add(keyOrder[order[k]], k);
            _byNumber?.Add(numbers![order[k]], k);
        }
    }

    /// <summary>Names in the order of the metrics.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the order comes from.</summary>
    public ClinicalClassOrder Order { get; }

    /// <summary>The class at a position of the key order, or -1.</summary>
    public int OfPosition(int position) => (uint)position < (uint)_fromPosition.Length ? _fromPosition[position] : -1;

    /// <summary>The class of that name, or of that value where all are numbers ("1" and "1.0" are one class then), or -1.</summary>
    public int OfText(string text)
    {
        if (_byText.TryGetValue(text, out int index))
        {
            return index;
        }

        return _byNumber is not null && TryParse(text, out float number) && _byNumber.TryGetValue(number, out index) ? index : -1;
    }

    /// <summary>The class of that value where all are numbers, else the class at that position of the key order; or -1.</summary>
    public int OfNumber(double number)
    {
        if (_byNumber is not null)
        {
            return _byNumber.TryGetValue((float)number, out int index) ? index : -1;
        }

        return number >= 0 && number < _fromPosition.Length && number == Math.Floor(number) ? _fromPosition[(int)number] : -1;
    }

    /// <summary>The numbers, or null unless every name is a finite one and all differ. Labels are Single in ML.NET, so values are told apart as Single.</summary>
    private static float[]? ParseAll(IReadOnlyList<string> names)
    {
        float[] numbers = new float[names.Count];
        HashSet<float> seen = [];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!TryParse(names[i], out numbers[i]) || !seen.Add(numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    private static bool TryParse(string text, out float number)
        => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);
}
