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
    public static void NoColumn(EvaluationCaller caller, DataViewSchema schema, string role, string name, string parameter)
        => throw Schema(
            caller,
            parameter,
            $"{caller.Verb}: {role} column '{name}' not found; the data has {string.Join(", ", schema.Select(column => $"'{column.Name}'").Distinct())}. " +
            $"Evaluate the output of the model's Transform, or name the column with {parameter}.");

    /// <summary>A column has an unfit type.</summary>
    [DoesNotReturn]
    public static void Type(
        EvaluationCaller caller, DataViewSchema.Column column, string role, string parameter, string expected, string remedy)
        => throw Schema(
            caller,
            parameter,
            $"{caller.Verb}: {role} column '{column.Name}' must be {expected}, got {column.Type}. {remedy}");

    /// <summary>Two columns disagree about the number of classes.</summary>
    [DoesNotReturn]
    public static void ClassCount(
        EvaluationCaller caller, string parameter, string role, string name, ulong got, ulong expected)
        => throw Schema(
            caller,
            parameter,
            $"{caller.Verb}: {role} column '{name}' has {got} classes, {expected} expected from the other columns. " +
            "Take label, score and predicted label from one model, or give the keys their values with MapValueToKey.");

    /// <summary>A key has other values than the two classes.</summary>
    [DoesNotReturn]
    public static void OtherClasses(
        EvaluationCaller caller, string parameter, string role, string name, IReadOnlyList<string> got, ClassAxis expected)
        => throw Schema(
            caller,
            parameter,
            $"{caller.Verb}: {role} column '{name}' has the classes {List(got)}, {List(expected.Names)} expected from the other column. " +
            "Take label and predicted label from one model.");

    /// <summary>More classes than a confusion matrix should have.</summary>
    [DoesNotReturn]
    public static void TooManyClasses(EvaluationCaller caller, string parameter, string name, ulong got, int limit)
        => throw Schema(
            caller,
            parameter,
            $"{caller.Verb}: column '{name}' has {got} classes, at most {limit} expected. Is it a class, not an identifier or a hash?");

    /// <summary>Nothing is left to evaluate.</summary>
    [DoesNotReturn]
    public static void NoRows(EvaluationCaller caller, string labelName, long missing)
        => throw Data(
            caller,
            $"{caller.Verb}: no row with a label, at least 1 expected; {missing} rows had a missing label in column '{labelName}'. " +
            "Check the test set and the label's key mapping.");

    /// <summary>Rows have no label, and leaving them out was not asked for.</summary>
    [DoesNotReturn]
    public static void MissingLabels(EvaluationCaller caller, string labelName, long missing, long rows, long first)
        => throw Data(
            caller,
            $"{caller.Verb}: {Text(missing)} of {Text(rows)} rows have no label in column '{labelName}', the first is row {Text(first)}; a label expected in every row. " +
            $"Fill them, or ask for {nameof(MissingLabelPolicy)}.{nameof(MissingLabelPolicy.SkipRow)} to leave such rows out and have them counted.");

    /// <summary>A value is none of the classes.</summary>
    [DoesNotReturn]
    public static void UnknownClass(EvaluationCaller caller, long row, string role, string name, string value, ClassAxis axis)
        => throw Data(
            caller,
            $"{caller.Verb}: row {Text(row)}: {role} column '{name}' holds {value}, expected one of {List(axis.Names)}. " +
            "Use the label of the cohort the model was trained on.");

    /// <summary>A labelled row has no prediction.</summary>
    [DoesNotReturn]
    public static void NoPrediction(EvaluationCaller caller, long row, string name)
        => throw Data(
            caller,
            $"{caller.Verb}: row {Text(row)}: column '{name}' holds no value, a prediction expected for every labelled row. " +
            "Features of this row are probably missing; leave such rows out before evaluating, and report how many.");

    /// <summary>A score is NaN; slot -1 where the column is no vector.</summary>
    [DoesNotReturn]
    public static void NanScore(EvaluationCaller caller, long row, string name, int slot)
        => throw Data(
            caller,
            $"{caller.Verb}: row {Text(row)}: column '{name}'{(slot < 0 ? string.Empty : $", slot {slot}")} is NaN, a number expected. " +
            "Features of this row are probably missing; leave such rows out before evaluating, and report how many.");

    /// <summary>A row's scores are no probabilities where those of others are.</summary>
    [DoesNotReturn]
    public static void NoProbabilities(EvaluationCaller caller, long row, string name, ClassAxis axis, ReadOnlySpan<double> scores)
    {
        int worst = ProbabilityScores.FindOutside(scores);
        string fault = worst >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"gives class '{axis.Names[worst]}' the probability {scores[worst]}, 0 to 1 expected")
            : string.Create(CultureInfo.InvariantCulture, $"gives classes {List(axis.Names)} probabilities that sum to {ProbabilityScores.Sum(scores):0.######}, 1 expected (within {ProbabilityScores.SumTolerance})");
        throw Data(
            caller,
            $"{caller.Verb}: row {Text(row)}: column '{name}' {fault}. Scores are probabilities in all rows, or margins in all: " +
            "mend what makes this row's, or leave such rows out before evaluating, and report how many.");
    }

    /// <summary>The rows do not fit into the memory allowed.</summary>
    [DoesNotReturn]
    public static void TooManyScores(EvaluationCaller caller, long row, int classes, long limit)
        => throw Data(
            caller,
            $"{caller.Verb}: row {Text(row)}: more than {Text(limit)} scores of {classes} a row, which evaluation would hold in memory at 8 bytes each. " +
            "Evaluate a sample, or the parts of the data one by one.");

    /// <summary>More subgroups than a column of subgroups should have.</summary>
    [DoesNotReturn]
    public static void TooManySubgroups(EvaluationCaller caller, long row, string name, int limit)
        => throw Data(
            caller,
            $"{caller.Verb}: row {Text(row)}: subgroup column '{name}' has more than {limit} values, at most {limit} expected. " +
            "Is it a group, not an identifier? Join rare values into one first.");

    /// <summary>A labelled row has no patient.</summary>
    [DoesNotReturn]
    public static void NoGroup(EvaluationCaller caller, long row, string name)
        => throw Data(
            caller,
            $"{caller.Verb}: row {Text(row)}: group column '{name}' is empty, a patient expected for every labelled row. " +
            "Fill it, leave the row out, or evaluate without groupColumnName.");

    private static Exception Schema(EvaluationCaller caller, string parameter, string message)
        => Contracts.Process(new ArgumentOutOfRangeException(parameter, message), caller.Environment);

    private static Exception Data(EvaluationCaller caller, string message)
        => Contracts.Process(new InvalidOperationException(message), caller.Environment);

    private static string Text(long row) => row.ToString(CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(10).Select(name => $"'{name}'")) + (names.Count > 10 ? $" and {names.Count - 10} more" : string.Empty);
}
