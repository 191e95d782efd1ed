using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>The wording of what rows cannot determine.</summary>
internal static class CalibrationThrow
{
    /// <summary>There is nothing to fit on.</summary>
    [DoesNotReturn]
    public static void NoRows(long withoutLabel) => throw Data(
        $"no row with a label, at least 1 expected; {withoutLabel} rows had a missing label. Fit on validation rows that the trainer has not seen.");

    /// <summary>All rows are of one class.</summary>
    [DoesNotReturn]
    public static void OneClass(string method) => throw Data(
        $"{method}: all rows are of one class, at least two expected: nothing tells a right score from a wrong one. Fit on validation rows of all classes.");

    /// <summary>A class does not occur.</summary>
    [DoesNotReturn]
    public static void AbsentClass(string method, int k) => throw Data(
        $"{method}: no row is of class {k} (by slot, from 0): its bias falls for ever, there is no finite optimum. Fit on validation rows of all classes, or use the temperature.");

    /// <summary>The optimum lies at temperature 0.</summary>
    [DoesNotReturn]
    public static void Separable(string method) => throw Data(
        $"{method}: the scores tell the classes of these rows apart without a fault, so the loss falls for ever as they grow: no finite optimum. Fit on validation rows that the trainer has not seen, or on more of them.");

    /// <summary>The optimum lies at infinite temperature.</summary>
    [DoesNotReturn]
    public static void Uninformative(string method) => throw Data(
        $"{method}: the scores are no better than equal ones on these rows, so the loss falls for ever as the temperature grows: no finite optimum. Check that labels and slots name the classes in one order.");

    /// <summary>A score is NaN or infinite.</summary>
    [DoesNotReturn]
    public static void NotFinite(long row, string column, int slot) => throw Data(
        $"row {row}: column '{column}', slot {slot} is not finite, a number expected. Features of this row are probably missing; leave such rows out of the fit.");

    /// <summary>A score is no probability.</summary>
    [DoesNotReturn]
    public static void NoProbability(long row, string column, int slot, float value) => throw Data(
        $"row {row}: column '{column}', slot {slot} is {value:R}, a probability from 0 to 1 expected. Set {nameof(ScoreInputKind)}.{nameof(ScoreInputKind.Logits)} where scores are raw.");

    /// <summary>A label is none of the classes.</summary>
    [DoesNotReturn]
    public static void UnknownClass(long row, string column, IReadOnlyList<string> names) => throw Data(
        $"row {row}: label column '{column}' holds a class that the scores do not have, expected one of {string.Join(", ", names.Take(10).Select(name => $"'{name}'"))}{(names.Count > 10 ? " and others" : "")}. Take label and score from one model.");

    private static InvalidOperationException Data(FormattableString message) =>
        new($"{CalibrateScoresEstimator.Verb}: {message.ToString(CultureInfo.InvariantCulture)}");
}
