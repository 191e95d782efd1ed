using System.Text;

namespace CtVlm.MLNet.Phantoms;

/// <summary>Rows of comma-separated values. <b>Source:</b> RFC 4180 section 2, rules 5 to 7 (quoting); lines end with a line feed.</summary>
internal static class CsvText
{
    public static void AppendRow(StringBuilder text, params ReadOnlySpan<string> fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            text.Append(Quote(fields[i]));
        }

        text.Append('\n');
    }

    private static string Quote(string field) => field.AsSpan().IndexOfAny("\",\r\n") < 0
        ? field
        : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
