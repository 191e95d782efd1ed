using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Folds that a column of the data says.</summary>
internal static class GivenFolds
{
    private const string Verb = "FoldsFromColumn";

    /// <summary>Reads and checks the folds.</summary>
    public static CtFolds Read(IHostEnvironment environment, IDataView data, string foldColumn, string? labelColumn, string? patientColumn)
    {
        SplitSource source = SplitSource.Read(environment, Verb, data, labelColumn, patientColumn);
        LabelClasses folds = LabelClasses.Of(ReadColumn(environment, data, foldColumn));
        if (folds.Names.Length < 2)
        {
            throw environment.Process(new InvalidOperationException(
                $"{Verb}: fold column '{foldColumn}' names {folds.Names.Length} folds in {folds.Numbers.Length} rows, at least two expected: one to test, the others to train."));
        }

        CheckPatients(environment, source, folds.Numbers, foldColumn);
        return CtFolds.Of(source, folds.Numbers, folds.Names, seed: null);
    }

    private static List<LabelValue?> ReadColumn(IHostEnvironment environment, IDataView data, string foldColumn)
    {
        DataViewSchema.Column column = ColumnCheck.Find(
            environment, data.Schema, Verb, foldColumn, "text, a key or a whole number", "It says which fold tests the row.", LabelReader.Accepts);
        List<LabelValue?> values = [];
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        Func<LabelValue?> read = LabelReader.Create(cursor, column, Verb);
        while (cursor.MoveNext())
        {
            values.Add(read() ?? throw environment.Process(new InvalidOperationException(
                $"{Verb}: row {cursor.Position}: fold column '{foldColumn}' is empty, a fold expected for every row. Fill it, or leave the row out first.")));
        }

        return values;
    }

    private static void CheckPatients(IHostEnvironment environment, SplitSource source, int[] folds, string foldColumn)
    {
        Dictionary<int, int> firstRow = [];
        for (int row = 0; row < source.Patients.Length; row++)
        {
            if (!firstRow.TryAdd(source.Patients[row], row) && folds[firstRow[source.Patients[row]]] != folds[row])
            {
                throw environment.Process(new InvalidOperationException(
                    $"{Verb}: rows {firstRow[source.Patients[row]]} and {row} are of one patient, but fold column '{foldColumn}' puts them into different folds. Put all rows of a patient into one fold."));
            }
        }
    }
}
