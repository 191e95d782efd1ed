using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>Numbers as decimal strings of at most 16 characters. <b>Source:</b> DICOM PS3.5 6.2 (DS).</summary>
internal static class DecimalText
{
    private const int Limit = 16;

    /// <summary>The closest decimal string: the shortest that gives the number back, or the most digits that fit.</summary>
    public static string Format(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        for (int digits = 15; text.Length > Limit; digits--)
        {
            text = value.ToString(string.Create(CultureInfo.InvariantCulture, $"G{digits}"), CultureInfo.InvariantCulture);
        }

        return text == "-0" ? "0" : text;
    }

    /// <summary>Several numbers, separated by backslashes.</summary>
    public static string Format(params ReadOnlySpan<double> values)
    {
        string[] parts = new string[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            parts[i] = Format(values[i]);
        }

        return string.Join('\\', parts);
    }
}
