using System.Globalization;

namespace CtVlm.MLNet;

/// <summary>Rows by patient and class: what a split needs to know of a table.</summary>
internal sealed class PatientTable
{
    private readonly int[] _counts;

    private PatientTable(int[] rowPatients, int[] classNumbers, IReadOnlyList<string>? classNames, int patients, int[] counts)
    {
        ClassNames = [.. classNumbers.Select(number => classNames is null ? number.ToString(CultureInfo.InvariantCulture) : $"'{classNames[number]}'")];
        RowPatients = rowPatients;
        ClassNumbers = classNumbers;
        Patients = patients;
        _counts = counts;
        Sizes = new int[patients];
        ClassTotals = new int[classNumbers.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            Sizes[i / classNumbers.Length] += counts[i];
            ClassTotals[i % classNumbers.Length] += counts[i];
        }
    }

    /// <summary>Patient of each row, 0..Patients-1 in order of first occurrence.</summary>
    public int[] RowPatients { get; }

    /// <summary>The classes that occur, rising.</summary>
    public int[] ClassNumbers { get; }

    /// <summary>What those classes are called in messages.</summary>
    public string[] ClassNames { get; }

    /// <summary>Number of patients.</summary>
    public int Patients { get; }

    /// <summary>Rows of each patient.</summary>
    public int[] Sizes { get; }

    /// <summary>Rows of each class.</summary>
    public int[] ClassTotals { get; }

    /// <summary>Number of classes.</summary>
    public int Classes => ClassNumbers.Length;

    /// <summary>Number of rows.</summary>
    public int Rows => RowPatients.Length;

    /// <summary>Counts the rows.</summary>
    /// <param name="labels">Class of each row, 0 upwards.</param>
    /// <param name="patients">Patient of each row, 0 upwards.</param>
    /// <param name="classNames">Names by class, for messages; null: the numbers.</param>
    /// <exception cref="ArgumentException">No row, tables of different length, or a label or patient below 0.</exception>
    public static PatientTable Create(ReadOnlySpan<int> labels, ReadOnlySpan<int> patients, IReadOnlyList<string>? classNames = null)
    {
        Check(labels, patients);
        int[] classes = [.. labels.ToArray().Distinct().Order()];
        Dictionary<int, int> classOf = classes.Index().ToDictionary(c => c.Item, c => c.Index), patientOf = [];
        int[] rowPatients = new int[patients.Length];
        for (int row = 0; row < rowPatients.Length; row++)
        {
            patientOf.TryAdd(patients[row], patientOf.Count);
            rowPatients[row] = patientOf[patients[row]];
        }

        int[] counts = new int[patientOf.Count * classes.Length];
        for (int row = 0; row < rowPatients.Length; row++)
        {
            counts[(rowPatients[row] * classes.Length) + classOf[labels[row]]]++;
        }

        return new PatientTable(rowPatients, classes, classNames, patientOf.Count, counts);
    }

    /// <summary>Rows of a patient in each class.</summary>
    public ReadOnlySpan<int> CountsOf(int patient) => _counts.AsSpan(patient * Classes, Classes);

    /// <summary>Patients of each class; one with rows of several classes counts for each.</summary>
    public int[] CountPatientsPerClass()
    {
        int[] patients = new int[Classes];
        for (int i = 0; i < _counts.Length; i++)
        {
            patients[i % Classes] += _counts[i] > 0 ? 1 : 0;
        }

        return patients;
    }

    private static void Check(ReadOnlySpan<int> labels, ReadOnlySpan<int> patients)
    {
        if (labels.Length != patients.Length)
        {
            SplitRefusal.Lengths(labels.Length, patients.Length);
        }

        if (labels.IsEmpty)
        {
            SplitRefusal.NoRows();
        }

        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0 || patients[row] < 0)
            {
                SplitRefusal.Missing(labels[row] < 0 ? "label" : "patient", row);
            }
        }
    }
}
