using System.Text;
using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>Writes a report of leaks for programs.</summary>
internal static class LeakJson
{
    /// <summary>One indented JSON document.</summary>
    public static string Write(CtLeakReport report)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteBoolean("hasLeaks", report.HasLeaks);
            json.WriteBoolean("ofFolds", report.IsOfFolds);
            json.WriteNumber("trainRows", report.TrainRows);
            json.WriteNumber("testRows", report.TestRows);
            json.WriteStartArray("findings");
            foreach (CtLeakFinding finding in report.Findings)
            {
                json.WriteStartObject();
                WriteValues(json, finding);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (string note in report.Notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The values of a finding, within its object.</summary>
    public static void WriteValues(Utf8JsonWriter json, CtLeakFinding finding)
    {
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(finding.Kind.ToString()));
        json.WriteString("column", finding.Column);
        json.WriteNumber("trainRows", finding.TrainRows);
        json.WriteNumber("testRows", finding.TestRows);
        Write(json, "trainRowNumbers", finding.TrainRowNumbers);
        Write(json, "testRowNumbers", finding.TestRowNumbers);
        json.WriteString("description", finding.Description);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<int> rows)
    {
        json.WriteStartArray(name);
        foreach (int row in rows)
        {
            json.WriteNumberValue(row);
        }

        json.WriteEndArray();
    }
}
