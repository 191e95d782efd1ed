namespace CtVlm.MLNet;

/// <summary>A value of a column that tells rows apart.</summary>
/// <param name="Order">Where it comes: the key, or the number; 0 for text.</param>
/// <param name="Name">Its text.</param>
internal readonly record struct Category(long Order, string Name)
{
    /// <summary>Distinct categories in order: by number where all names are numbers, else by key or number, then by text.</summary>
    public static Category[] Sort(IEnumerable<Category> categories)
    {
        Category[] distinct = [.. categories.Distinct().OrderBy(c => c.Order).ThenBy(c => c.Name, StringComparer.Ordinal)];
        double[] numbers = [.. distinct.Select(c => Number(c.Name)).OfType<double>()];
        return numbers.Distinct().Count() == distinct.Length ? [.. distinct.OrderBy(c => Number(c.Name))] : distinct;
    }

    private static double? Number(string name) =>
        double.TryParse(name, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number : null;
}
