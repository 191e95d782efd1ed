using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The rows of a view as a split needs them: class and patient of each, read in one pass over those two columns.</summary>
internal sealed class SplitSource
{
    private readonly IHost _host;

    private SplitSource(IHost host, IDataView view, string verb, int[] labels, string[] classNames, int[] patients)
    {
        _host = host;
        View = view;
        Verb = verb;
        Labels = labels;
        ClassNames = classNames;
        Patients = patients;
    }

    /// <summary>The view.</summary>
    public IDataView View { get; }

    /// <summary>Who splits.</summary>
    public string Verb { get; }

    /// <summary>Class of each row; empty without labels.</summary>
    public int[] Labels { get; }

    /// <summary>Names of the classes; empty without labels.</summary>
    public string[] ClassNames { get; }

    /// <summary>Patient of each row, in order of first occurrence; empty without patients.</summary>
    public int[] Patients { get; }

    /// <summary>Reads the rows.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="verb">Who splits.</param>
    /// <param name="data">The view.</param>
    /// <param name="labelColumn">The classes; null: none.</param>
    /// <param name="patientColumn">The patients; null: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">A row has no label or no patient.</exception>
    public static SplitSource Read(IHostEnvironment environment, string verb, IDataView data, string? labelColumn, string? patientColumn)
    {
        IHost host = environment.Register(verb);
        DataViewSchema.Column? label = labelColumn is null ? null : ColumnCheck.Find(host, data.Schema, verb, labelColumn, LabelReader.Expected, LabelReader.Advice, LabelReader.Accepts);
        DataViewSchema.Column? patient = patientColumn is null ? null : ColumnCheck.Find(host, data.Schema, verb, patientColumn, PatientReader.Expected, PatientReader.Advice, PatientReader.Accepts);
        List<LabelValue?> labels = [];
        List<int> patients = [];
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        using DataViewRowCursor cursor = data.GetRowCursor(new[] { label, patient }.OfType<DataViewSchema.Column>());
        Func<LabelValue?>? readLabel = label is { } l ? LabelReader.Create(cursor, l, verb) : null;
        Func<string?>? readPatient = patient is { } p ? PatientReader.Create(cursor, p) : null;
        while (cursor.MoveNext())
        {
            host.CheckAlive();
            if (readLabel is not null)
            {
                labels.Add(readLabel() ?? throw Missing(host, verb, cursor.Position, "label", labelColumn!));
            }

            if (readPatient is not null)
            {
                string who = readPatient() ?? throw Missing(host, verb, cursor.Position, "patient", patientColumn!);
                known.TryAdd(who, known.Count);
                patients.Add(known[who]);
            }
        }

        LabelClasses classes = LabelClasses.Of(labels);
        return new SplitSource(host, data, verb, classes.Numbers, classes.Names, [.. patients]);
    }

    /// <summary>Some of the rows, as a source of their own.</summary>
    public SplitSource Subset(IDataView view, bool[] keep) => new(_host, view, Verb, Keep(Labels, keep), ClassNames, Keep(Patients, keep));

    /// <summary>The table that folds are dealt from.</summary>
    public PatientTable ToTable() => PatientTable.Create(Labels, Patients, ClassNames);

    /// <summary>Some rows of the view.</summary>
    public IDataView Select(Func<int, bool> isKept, int rows) => new RowSubsetView(_host, View, [.. Enumerable.Range(0, rows).Select(isKept)]);

    private static int[] Keep(int[] values, bool[] keep) => [.. values.Where((_, row) => keep[row])];

    private static Exception Missing(IExceptionContext context, string verb, long row, string role, string column) => context.Process(new InvalidOperationException(
        $"{verb}: row {row}: {role} column '{column}' is empty, a {role} expected for every row. Fill it, or leave the row out with Data.FilterByCustomPredicate."));
}
