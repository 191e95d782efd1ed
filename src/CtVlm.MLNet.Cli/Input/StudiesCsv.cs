using System.Globalization;
using CsvHelper;

namespace CtVlm.MLNet.Cli;

/// <summary>Reads studies.csv: columns by name, series_path required; patient_id, severity and report as they are there; others are kept as text.</summary>
internal static class StudiesCsv
{
    public const string SeriesPath = "series_path";
    public const string PatientId = "patient_id";
    public const string Severity = "severity";
    public const string Report = "report";

    // A report is a few thousand characters; a row longer than this is not one of a table of studies.
    private const int MaxRecordBytes = 1 << 22;

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        MaxRecordSize = MaxRecordBytes,
        TrackLineNumbers = true,
        // Malformed text must not move values into other columns, and no value belongs in a message.
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        IncludeValuesInExceptions = false,
    };

    /// <summary>Reads the file; paths are made complete from the file's folder.</summary>
    /// <exception cref="ToolException">The file is not of the known form.</exception>
    public static StudyTable Read(string path)
    {
        using CsvReader csv = CsvReader.FromFile(path, Options);
        try
        {
            return Read(path, csv);
        }
        catch (CsvFormatException exception)
        {
            throw new ToolException($"'{path}' is not RFC 4180 text with as many fields in each row as in its header: {PlainText.OneLine(exception.Message)} Quote fields that hold commas, quotes or line breaks, and double the quotes in them.", exception);
        }
    }

    private static StudyTable Read(string path, CsvReader csv)
    {
        csv.ReadHeader();
        string[] header = [.. csv.Headers];
        CheckHeader(path, header);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        int[] extras = [.. Enumerable.Range(0, header.Length).Where(i => header[i] is not (SeriesPath or PatientId or Severity or Report))];
        List<Study> studies = [];
        while (csv.Read())
        {
            studies.Add(ReadRow(path, csv, header, folder, extras));
        }

        return studies.Count > 0
            ? new StudyTable(studies, [.. extras.Select(i => header[i])], header.Contains(Report, StringComparer.Ordinal))
            : throw new ToolException($"'{path}' names no series: there is no row below its header.");
    }

    private static void CheckHeader(string path, string[] header)
    {
        if (!header.Contains(SeriesPath, StringComparer.Ordinal))
        {
            throw new ToolException($"'{path}' has no column '{SeriesPath}'. Its first line must be a header such as {SeriesPath},{PatientId},{Severity},{Report}.");
        }

        if (header.CountBy(name => name, StringComparer.Ordinal).FirstOrDefault(c => c.Value > 1).Key is { } twice)
        {
            throw new ToolException($"'{path}' has the column '{twice}' more than once. Rename one of them.");
        }
    }

    private static Study ReadRow(string path, CsvReader csv, string[] header, string folder, int[] extras)
    {
        string series = csv.GetString(Array.IndexOf(header, SeriesPath));
        return new Study
        {
            SeriesPath = series,
            Locator = series.Length == 0 ? "" : Path.Combine(folder, series),
            PatientId = Field(csv, header, PatientId),
            Severity = ReadSeverity(path, csv, Field(csv, header, Severity)),
            Report = Field(csv, header, Report),
            Extras = [.. extras.Select(i => csv.GetString(i))],
        };
    }

    private static string Field(CsvReader csv, string[] header, string name)
    {
        int index = Array.IndexOf(header, name);
        return index < 0 ? "" : csv.GetString(index);
    }

    // The field's text is not repeated: a wrong column may hold free text.
    private static float? ReadSeverity(string path, CsvReader csv, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float severity)
            ? float.IsNaN(severity) ? null : severity
            : throw new ToolException($"{Where(path, csv.LineNumber)}: {Severity} must be a number or empty. Labels in words belong in a column of their own; it is kept.");
    }

    private static string Where(string path, long line) => $"'{path}', line {PlainText.Number(line)}";
}
