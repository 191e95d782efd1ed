using System.Text;
using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>What the JSON documents of intervals and comparisons share.</summary>
internal static class JsonReport
{
    /// <summary>One indented document around an object.</summary>
    public static string Write(Action<Utf8JsonWriter> body)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A number, or null for NaN.</summary>
    public static void Value(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsNaN(value))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, value);
        }
    }

    /// <summary>A list of objects.</summary>
    public static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Rows, patients, classes and how the resamples were drawn.</summary>
    public static void Head(Utf8JsonWriter json, int count, int? patients, long missing, IReadOnlyList<string> classNames, ResamplingOptions options)
    {
        json.WriteNumber("count", count);
        json.WriteNumber("missingLabelRows", missing);
        if (patients is { } known)
        {
            json.WriteNumber("patients", known);
        }
        else
        {
            json.WriteNull("patients");
        }

        json.WriteStartArray("classNames");
        foreach (string name in classNames)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteNumber("confidenceLevel", options.ConfidenceLevel);
        json.WriteNumber("resamples", options.Resamples);
        json.WriteNumber("seed", options.Seed);
        json.WriteBoolean("stratified", options.Stratified);
        json.WriteBoolean("rowsAreIndependent", options.RowsAreIndependent);
    }

    /// <summary>The name of a method as in the enumeration, camel case.</summary>
    public static string Method(IntervalMethod method) => JsonNamingPolicy.CamelCase.ConvertName(method.ToString());
}
