using System.Text;
using System.Text.Json;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Writes a diagnosis for programs.</summary>
internal static class GeometryJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(GeometryDiagnosis diagnosis)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            WriteCounts(json, diagnosis);
            WriteCone(json, diagnosis.Cone);
            WriteRank(json, diagnosis.Rank);
            GeometryJsonLists.WriteDimension(json, diagnosis.Dimension);
            GeometryJsonLists.WriteHubness(json, diagnosis.Hubness);
            GeometryJsonLists.WriteClasses(json, diagnosis.Classes);
            GeometryJsonLists.WriteComparisons(json, diagnosis.Comparisons);
            GeometryJsonDrawing.Write(json, diagnosis);
            WriteUndefined(json, diagnosis);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A figure under its name in camel case; null where undefined.</summary>
    public static void WriteFigure(Utf8JsonWriter json, string name, GeometryFigure figure)
    {
        string key = JsonNamingPolicy.CamelCase.ConvertName(name);
        if (figure.IsDefined)
        {
            json.WriteNumber(key, figure.Value);
        }
        else
        {
            json.WriteNull(key);
        }
    }

    private static void WriteCounts(Utf8JsonWriter json, GeometryDiagnosis diagnosis)
    {
        json.WriteString("columnName", diagnosis.ColumnName);
        json.WriteNumber("width", diagnosis.Width);
        json.WriteNumber("rowsRead", diagnosis.RowsRead);
        json.WriteNumber("missingRows", diagnosis.MissingRows);
        json.WriteNumber("rows", diagnosis.Rows);
        json.WriteNumber("pairRows", diagnosis.PairRows);
        json.WriteNumber("zeroRows", diagnosis.ZeroRows);
        json.WriteNumber("unlabelledRows", diagnosis.UnlabelledRows);
        if (diagnosis.Patients is int patients)
        {
            json.WriteNumber("patients", patients);
        }
        else
        {
            json.WriteNull("patients");
        }

        json.WriteNumber("seed", diagnosis.Seed);
        WriteTexts(json, "classNames", diagnosis.ClassNames);
        WriteTexts(json, "notes", diagnosis.Notes);
    }

    private static void WriteCone(Utf8JsonWriter json, ConeFigures cone) => WriteGroup(json, "cone", cone.ToGroup());

    private static void WriteRank(Utf8JsonWriter json, RankFigures rank) => WriteGroup(json, "rank", rank.ToGroup());

    private static void WriteGroup(Utf8JsonWriter json, string name, FigureGroup group)
    {
        json.WriteStartObject(name);
        foreach (NamedFigure figure in group.Figures)
        {
            WriteFigure(json, figure.Name, figure.Figure);
        }

        json.WriteEndObject();
    }

    private static void WriteUndefined(Utf8JsonWriter json, GeometryDiagnosis diagnosis)
    {
        json.WriteStartArray("undefined");
        foreach (FigureGroup group in diagnosis.Groups)
        {
            foreach (NamedFigure figure in group.Figures.Where(f => !f.Figure.IsDefined))
            {
                json.WriteStartObject();
                json.WriteString("group", group.Title);
                json.WriteString("figure", figure.Name);
                json.WriteString("reason", figure.Figure.Undefined);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
