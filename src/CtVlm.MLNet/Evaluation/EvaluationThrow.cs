using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The wording of every refusal of the evaluation. Marked by ML.NET's contracts, as its callers expect.</summary>
internal static class EvaluationThrow
{
    /// <summary>A named column does not exist.</summary>
    [DoesNotReturn]
    public static void NoColumn(IHostEnvironment environment, DataViewSchema schema, string role, string name, string parameter)
        => throw Schema(
            environment,
            parameter,
            $"EvaluateClinical: {role} column '{name}' not found; the data has {string.Join(", ", schema.Select(column => $"'{column.Name}'").Distinct())}. " +
            $"Evaluate the output of the model's Transform, or name the column with {parameter}.");

    /// <summary>A column has an unfit type.</summary>
    [DoesNotReturn]
    public static void Type(
        IHostEnvironment environment, DataViewSchema.Column column, string role, string parameter, string expected, string remedy)
        => throw Schema(
            environment,
            parameter,
            $"EvaluateClinical: {role} column '{column.Name}' must be {expected}, got {column.Type}. {remedy}");

    /// <summary>Two columns disagree about the number of classes.</summary>
    [DoesNotReturn]
    public static void ClassCount(
        IHostEnvironment environment, string parameter, string role, string name, ulong got, ulong expected)
        => throw Schema(
            environment,
            parameter,
            $"EvaluateClinical: {role} column '{name}' has {got} classes, {expected} expected from the other columns. " +
            "Take label, score and predicted label from one model, or give the keys their values with MapValueToKey.");

    /// <summary>More classes than a confusion matrix should have.</summary>
    [DoesNotReturn]
    public static void TooManyClasses(IHostEnvironment environment, string parameter, string name, ulong got, int limit)
        => throw Schema(
            environment,
            parameter,
            $"EvaluateClinical: column '{name}' has {got} classes, at most {limit} expected. Is it a class, not an identifier or a hash?");

    /// <summary>Nothing is left to evaluate.</summary>
    [DoesNotReturn]
    public static void NoRows(IHostEnvironment environment, string labelName, long missing)
        => throw Data(
            environment,
            $"EvaluateClinical: no row with a label, at least 1 expected; {missing} rows had a missing label in column '{labelName}'. " +
            "Check the test set and the label's key mapping.");

    /// <summary>A value is none of the classes.</summary>
    [DoesNotReturn]
    public static void UnknownClass(IHostEnvironment environment, long row, string role, string name, string value, ClassAxis axis)
        => throw Data(
            environment,
            $"EvaluateClinical: row {Text(row)}: {role} column '{name}' holds {value}, expected one of {List(axis.Names)}. " +
            "Use the label of the cohort the model was trained on.");

    /// <summary>A labelled row has no prediction.</summary>
    [DoesNotReturn]
    public static void NoPrediction(IHostEnvironment environment, long row, string name)
        => throw Data(
            environment,
            $"EvaluateClinical: row {Text(row)}: column '{name}' holds no value, a prediction expected for every labelled row. " +
            "Features of this row are probably missing; leave such rows out before evaluating, and report how many.");

    /// <summary>A score is NaN.</summary>
    [DoesNotReturn]
    public static void NanScore(IHostEnvironment environment, long row, string name, int slot)
        => throw Data(
            environment,
            $"EvaluateClinical: row {Text(row)}: column '{name}', slot {slot} is NaN, a number expected. " +
            "Features of this row are probably missing; leave such rows out before evaluating, and report how many.");

    /// <summary>A labelled row has no patient.</summary>
    [DoesNotReturn]
    public static void NoGroup(IHostEnvironment environment, long row, string name)
        => throw Data(
            environment,
            $"EvaluateClinical: row {Text(row)}: group column '{name}' is empty, a patient expected for every labelled row. " +
            "Fill it, leave the row out, or evaluate without groupColumnName.");

    private static Exception Schema(IHostEnvironment environment, string parameter, string message)
        => Contracts.Process(new ArgumentOutOfRangeException(parameter, message), environment);

    private static Exception Data(IHostEnvironment environment, string message)
        => Contracts.Process(new InvalidOperationException(message), environment);

    private static string Text(long row) => row.ToString(CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(10).Select(name => $"'{name}'")) + (names.Count > 10 ? $" and {names.Count - 10} more" : string.Empty);
}
