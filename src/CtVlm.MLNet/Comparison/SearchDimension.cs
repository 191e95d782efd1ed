using System.Globalization;
using System.Reflection;
using Microsoft.ML.SearchSpace;

namespace CtVlm.MLNet;

/// <summary>A property with a search-space attribute.</summary>
/// <param name="Property">The property.</param>
/// <param name="Steps">Its values in a grid of so many steps a range.</param>
/// <param name="Draw">One of its values.</param>
internal sealed record SearchDimension(PropertyInfo Property, Func<int, object[]> Steps, Func<SeededDraws, object> Draw)
{
    private static readonly Type[] Numbers = [typeof(int), typeof(long), typeof(float), typeof(double)];

    /// <summary>The dimension of a property; null where it has no such attribute.</summary>
    /// <exception cref="ArgumentException">The attribute does not suit the property.</exception>
    public static SearchDimension? Find(PropertyInfo property)
    {
        SearchDimension? found =
            property.GetCustomAttribute<RangeAttribute>() is { } range ? OfRange(property, range)
            : property.GetCustomAttribute<ChoiceAttribute>() is { } choice ? OfValues(property, choice.Candidates)
            : property.GetCustomAttribute<BooleanChoiceAttribute>() is not null ? OfValues(property, [false, true])
            : null;
        return found is null || property.SetMethod is { IsPublic: true } ? found : throw Unfit(property, "it has no public setter");
    }

    private static SearchDimension OfRange(PropertyInfo property, RangeAttribute range)
    {
        double lowest = Convert.ToDouble(range.Min, CultureInfo.InvariantCulture), highest = Convert.ToDouble(range.Max, CultureInfo.InvariantCulture);
        if (!Numbers.Contains(property.PropertyType))
        {
            throw Unfit(property, $"a range needs int, long, float or double, got {property.PropertyType.Name}");
        }

        if (!(lowest <= highest) || (range.LogBase && lowest <= 0))
        {
            throw Unfit(property, FormattableString.Invariant($"the range is {lowest} to {highest}; rising ends expected{(range.LogBase ? ", above 0 on a logarithmic scale" : "")}"));
        }

        object Value(double share) => Convert.ChangeType(
            IsWhole(property.PropertyType) ? Math.Round(At(share)) : At(share), property.PropertyType, CultureInfo.InvariantCulture);
        double At(double share) => Math.Clamp(range.LogBase ? lowest * Math.Pow(highest / lowest, share) : lowest + ((highest - lowest) * share), lowest, highest);
        return new SearchDimension(
            property,
            steps => [.. Enumerable.Range(0, steps).Select(i => Value((double)i / (steps - 1))).Distinct()],
            draws => Value(draws.Fraction()));
    }

    private static SearchDimension OfValues(PropertyInfo property, object[] candidates)
    {
        if (candidates.Length == 0)
        {
            throw Unfit(property, "it has no candidates");
        }

        object[] values = [.. candidates.Select(c => Fit(property, c)).Distinct()];
        return new SearchDimension(property, _ => values, draws => values[draws.Below(values.Length)]);
    }

    private static object Fit(PropertyInfo property, object candidate)
    {
        Type type = property.PropertyType;
        return type.IsInstanceOfType(candidate) ? candidate
            : Numbers.Contains(type) && Numbers.Contains(candidate?.GetType()) ? Convert.ChangeType(candidate!, type, CultureInfo.InvariantCulture)
            : throw Unfit(property, $"a {type.Name} expected, got the candidate {candidate ?? "null"}");
    }

    private static bool IsWhole(Type type) => type == typeof(int) || type == typeof(long);

    private static ArgumentException Unfit(PropertyInfo property, string reason) =>
        new($"StrategySpace: the attribute of {property.DeclaringType?.Name}.{property.Name} cannot be used: {reason}.");
}
