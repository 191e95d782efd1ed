using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Says why rows cannot be split. Rows and classes are named by number, patients never.</summary>
internal static class SplitRefusal
{
    /// <summary>Refuses a table whose patients, or the patients of one of its classes, are fewer than its parts.</summary>
    /// <param name="table">The table.</param>
    /// <param name="parts">Parts that each need a patient of every class.</param>
    /// <param name="asked">The parts in words.</param>
    public static void TooFewPatients(PatientTable table, int parts, string asked)
    {
        if (table.Patients < parts)
        {
            throw new ArgumentException(
                $"{table.Patients} {(table.Patients == 1 ? "patient" : "patients")}, {asked} asked: every fold needs patients of its own. Ask for fewer folds, or bring more patients.");
        }

        if (table.ClassNumbers.Length == 1)
        {
            throw new ArgumentException("All rows are of one class: there is nothing to stratify or to learn. Check the label column.");
        }

        int[] patients = table.CountPatientsPerClass();
        string[] rare = [.. patients.Index().Where(c => c.Item < parts).Select(c => string.Create(CultureInfo.InvariantCulture, $"class {table.ClassNames[c.Index]} in {c.Item}"))];
        if (rare.Length > 0)
        {
            throw new ArgumentException(
                $"Too few patients of a class, {asked} asked: {string.Join(", ", rare)} {(rare.Length == 1 && patients.Min() == 1 ? "patient" : "patients")}. Rows of one patient stay together, so every fold needs a patient of each class. Ask for at most {patients.Min()} folds, or merge classes.");
        }
    }

    /// <summary>Refuses a table without rows.</summary>
    [DoesNotReturn]
    public static void NoRows() => throw new ArgumentException("There is no row to split: the table is empty.");

    /// <summary>Refuses tables of different length.</summary>
    [DoesNotReturn]
    public static void Lengths(int labels, int patients) =>
        throw new ArgumentException($"{labels} labels, but {patients} patients: one of each is needed for every row.");

    /// <summary>Refuses a row without label or patient.</summary>
    [DoesNotReturn]
    public static void Missing(string what, int row) => throw new ArgumentException(
        $"Row {row} has no {what}; it cannot be put on either side safely. Fill it, or leave the row out before the split.");
}
