using System.Text;
using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>How all documents write values: camel case, NaN as null, +infinity as the text "Infinity", reasons under "undefined".</summary>
internal static class JsonText
{
    /// <summary>One indented document.</summary>
    public static string Document(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>An object under a property.</summary>
    public static void Object(Utf8JsonWriter json, string property, Action write)
    {
        json.WriteStartObject(CamelCase(property));
        write();
        json.WriteEndObject();
    }

    /// <summary>An array of objects under a property.</summary>
    public static void Objects<T>(Utf8JsonWriter json, string property, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(CamelCase(property));
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A number under a property.</summary>
    public static void Value(Utf8JsonWriter json, string property, double value)
    {
        string name = CamelCase(property);
        if (double.IsNaN(value))
        {
            json.WriteNull(name);
        }
        else if (double.IsInfinity(value))
        {
            json.WriteString(name, value > 0 ? "Infinity" : "-Infinity");
        }
        else
        {
            json.WriteNumber(name, value);
        }
    }

    /// <summary>Several numbers, each under its property.</summary>
    public static void Values(Utf8JsonWriter json, params ReadOnlySpan<(string Property, double Value)> values)
    {
        foreach ((string property, double value) in values)
        {
            Value(json, property, value);
        }
    }

    /// <summary>A count that may not be known.</summary>
    public static void Count(Utf8JsonWriter json, string property, int? count)
    {
        if (count is int known)
        {
            json.WriteNumber(CamelCase(property), known);
        }
        else
        {
            json.WriteNull(CamelCase(property));
        }
    }

    /// <summary>The reasons of what is null.</summary>
    public static void Undefined(Utf8JsonWriter json, IReadOnlyDictionary<string, string> reasons)
        => Object(json, "undefined", () =>
        {
            foreach ((string property, string reason) in reasons)
            {
                json.WriteString(CamelCase(property), reason);
            }
        });

    private static string CamelCase(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
