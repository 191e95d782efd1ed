using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads the views once and looks for leaks between sides or folds.</summary>
internal sealed class LeakSearch
{
    /// <summary>Who looks.</summary>
    public const string Verb = "DetectLeaks";

    private readonly IHost _host;
    private readonly CtLeakOptions _options;
    private readonly LeakRows _rows;
    private readonly SharedColumnReader _reader;
    private readonly SuspectReader _suspectReader;
    private readonly List<SharedColumn> _shared;
    private readonly List<LabelValue?> _labels = [];
    private readonly List<string?> _identities = [];
    private List<SuspectColumn>? _suspects;

    private LeakSearch(IHostEnvironment environment, CtLeakOptions options, bool isOfFolds)
    {
        _host = environment.Register(Verb);
        _options = options;
        _rows = new LeakRows(isOfFolds);
        _reader = new SharedColumnReader(_host, options);
        _suspectReader = new SuspectReader(_host, options);
        _shared = _reader.CreateColumns();
    }

    private string? Identity => _options.FittedSteps.Count == 0 ? null : _options.IdentityColumn ?? _options.PatientColumn;

    /// <summary>Looks for leaks between two sides.</summary>
    public static CtLeakReport BetweenSides(IHostEnvironment environment, IDataView train, IDataView test, CtLeakOptions options)
    {
        LeakSearch search = new(environment, options, isOfFolds: false);
        int trainRows = search.Read(train, _ => 0);
        int testRows = search.Read(test, _ => 1);
        return search.Report(trainRows, testRows);
    }

    /// <summary>Looks for leaks between folds.</summary>
    public static CtLeakReport BetweenFolds(IHostEnvironment environment, IDataView data, IReadOnlyList<int> foldOfRow, CtLeakOptions options)
    {
        LeakSearch search = new(environment, options, isOfFolds: true);
        int rows = search.Read(data, row => row < foldOfRow.Count ? foldOfRow[row] : throw search.Count(foldOfRow.Count, $"more than {foldOfRow.Count}"));
        return rows == foldOfRow.Count ? search.Report(rows, rows) : throw search.Count(foldOfRow.Count, $"{rows}");
    }

    /// <summary>Looks for leaks between folds of some rows; nothing of the others is read.</summary>
    /// <param name="environment">The context.</param>
    /// <param name="data">The rows; findings count them from 0.</param>
    /// <param name="foldOfRow">Fold of each row that counts, by its number.</param>
    /// <param name="options">Where to look.</param>
    /// <param name="token">Stops between two rows.</param>
    public static CtLeakReport BetweenFolds(IHostEnvironment environment, IDataView data, IReadOnlyDictionary<int, int> foldOfRow, CtLeakOptions options, CancellationToken token)
    {
        LeakSearch search = new(environment, options, isOfFolds: true);
        search.Read(
            data,
            row =>
            {
                token.ThrowIfCancellationRequested();
                return foldOfRow.TryGetValue(row, out int fold) ? fold : null;
            });
        return search.Report(foldOfRow.Count, foldOfRow.Count);
    }

    private Exception Count(int folds, string rows) => _host.Process(new InvalidOperationException(
        $"{Verb}: folds of {folds} rows were given, but the data has {rows} rows. Give the folds of this data."));

    // Rows without a part are passed over.
    private int Read(IDataView view, Func<int, int?> partOf)
    {
        DataViewSchema.Column[] suspects = _suspectReader.Find(view.Schema);
        List<SuspectColumn> columns = SuspectReader.CreateColumns(suspects);
        CheckAgreement(columns);
        DataViewSchema.Column? label = _options.LabelColumn is null ? null
            : ColumnCheck.Find(_host, view.Schema, Verb, _options.LabelColumn, LabelReader.Expected, LabelReader.Advice, LabelReader.Accepts);
        DataViewSchema.Column? identity = Identity is null ? null : FindIdentity(view.Schema);
        using DataViewRowCursor cursor = view.GetRowCursor(_reader.Find(view.Schema).Concat(suspects).Concat(new[] { label, identity }.OfType<DataViewSchema.Column>()).DistinctBy(c => c.Index));
        Func<IEnumerable<string?>> shared = _reader.CreateReader(cursor);
        Action readSuspects = SuspectReader.CreateReader(cursor, suspects, _suspects!);
        Func<LabelValue?>? readLabel = label is { } l ? LabelReader.Create(cursor, l, Verb) : null;
        Func<string?>? readIdentity = identity is { } i ? PatientReader.Create(cursor, i) : null;
        int row = 0;
        for (; cursor.MoveNext(); row++)
        {
            _host.CheckAlive();
            if (partOf(row) is not { } part)
            {
                continue;
            }

            _rows.Add(part, row);
            foreach ((SharedColumn column, string? value) in _shared.Zip(shared()))
            {
                column.Values.Add(value);
            }

            readSuspects();
            _labels.Add(readLabel?.Invoke());
            _identities.Add(readIdentity?.Invoke());
        }

        return row;
    }

    private DataViewSchema.Column FindIdentity(DataViewSchema schema) =>
        ColumnCheck.Find(_host, schema, Verb, Identity!, PatientReader.Expected, "It tells which rows a step was fitted on.", PatientReader.Accepts);

    // The test side is judged by what was learnt on the training side, so both must have the same columns.
    private void CheckAgreement(List<SuspectColumn> columns)
    {
        _suspects ??= columns;
        string[] different = [.. _suspects.Concat(columns).CountBy(Describe).Where(c => c.Value != 2).Select(c => c.Key)];
        if (!ReferenceEquals(_suspects, columns) && different.Length > 0)
        {
            throw _host.Process(new ArgumentException(
                $"{Verb}: train and test must have the same columns of the same types to be judged as revealing the label; different: {string.Join(", ", different.Take(10))}. Name the common ones in SuspectColumns."));
        }
    }

    private static string Describe(SuspectColumn column) => $"{column.Name} ({(column.Numbers is not null ? "number" : column.IsFreeText ? "text" : "key or Boolean")})";

    private CtLeakReport Report(int trainRows, int testRows)
    {
        if (trainRows == 0 || testRows == 0)
        {
            throw _host.Process(new InvalidOperationException($"{Verb}: {trainRows} training rows and {testRows} test rows; both sides need rows to be compared."));
        }

        List<CtLeakFinding> findings = [.. _shared.Select(column => column.Search(_rows, _options.MaxListedRows)).OfType<CtLeakFinding>()];
        List<string> notes = [.. _shared.Select(column => column.Note()).OfType<string>()];
        findings.AddRange(_options.FittedSteps.Select(FindFitted).OfType<CtLeakFinding>());
        if (_options.LabelColumn is not null)
        {
            LabelClasses classes = LabelClasses.Of(_labels);
            List<string?>? patients = _shared.Find(column => column.Kind == CtLeakKind.SamePatient)?.Values;
            findings.AddRange(new RevealSearch(_rows, classes.Numbers, classes.Names, patients).Search(_suspects!, _options));
            notes.AddRange(patients is null && _suspects!.Count > 0 ? ["Without PatientColumn, rows count as independent evidence of a revealed label; rows of one patient are not."] : []);
        }

        return new CtLeakReport([.. findings.OrderBy(finding => finding.Kind)], notes, trainRows, testRows, _rows.IsOfFolds);
    }

    private CtLeakFinding? FindFitted(CtFittedStep step)
    {
        DataViewSchema.Column column = FindIdentity(step.Rows.Schema);
        HashSet<string> known = new(StringComparer.Ordinal);
        using DataViewRowCursor cursor = step.Rows.GetRowCursor([column]);
        Func<string?> read = PatientReader.Create(cursor, column);
        while (cursor.MoveNext())
        {
            if (read() is { } identity)
            {
                known.Add(identity);
            }
        }

        int[] seen = [.. Enumerable.Range(0, _rows.Count).Where(row => (_rows.IsOfFolds || _rows.PartOf(row) == 1) && _identities[row] is { } identity && known.Contains(identity))];
        return seen.Length == 0 ? null : _rows.Find(
            CtLeakKind.FittedOnTestRows, step.Name, seen, _options.MaxListedRows, $"It was fitted on rows that column '{Identity}' tells to be test rows. Fit it on training rows only, in each fold anew.");
    }
}
