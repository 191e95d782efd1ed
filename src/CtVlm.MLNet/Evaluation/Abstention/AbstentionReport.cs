using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>Writes an abstention curve.</summary>
internal static class AbstentionReport
{
    private static readonly double[] Shares = [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5];

    /// <summary>For people.</summary>
    public static string ToTable(AbstentionCurve curve)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{curve.Rows} rows");
        text.Append(curve.Patients is int patients ? string.Create(CultureInfo.InvariantCulture, $" of {patients} patients") : "");
        text.Append(CultureInfo.InvariantCulture, $"; {curve.MissingScoreRows} without scores are never kept; {curve.MissingLabelRows} without label left out\n\n");
        TextTable table = new();
        table.Add("share asked", "threshold", "kept", "share kept", "accuracy");
        foreach (double share in Shares)
        {
            AbstentionPoint? point = curve.AtCoverage(share);
            string asked = share.ToString("0.00", CultureInfo.InvariantCulture);
            table.Add(point is null
                ? [asked, "none", "", "", ""]
                : [asked, Number(point.Threshold), point.Kept.ToString(CultureInfo.InvariantCulture), Number(point.Coverage), Number(point.Accuracy)]);
        }

        table.AppendTo(text);
        text.Append(
            CultureInfo.InvariantCulture,
            $"\narea under risk against coverage {Number(curve.RiskCoverageArea)}; smallest for as many errors {Number(curve.SmallestRiskCoverageArea)}; excess {Number(curve.ExcessArea)}");
        return text.ToString();
    }

    /// <summary>For programs.</summary>
    public static string ToJson(AbstentionCurve curve)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("rows", curve.Rows);
            json.WriteNumber("missingLabelRows", curve.MissingLabelRows);
            json.WriteNumber("missingScoreRows", curve.MissingScoreRows);
            WriteValue(json, "patients", curve.Patients ?? double.NaN);
            WriteValue(json, "riskCoverageArea", curve.RiskCoverageArea);
            WriteValue(json, "smallestRiskCoverageArea", curve.SmallestRiskCoverageArea);
            WriteValue(json, "excessArea", curve.ExcessArea);
            json.WriteStartArray("points");
            foreach (AbstentionPoint point in curve.Points)
            {
                json.WriteStartObject();
                json.WriteNumber("threshold", point.Threshold);
                json.WriteNumber("kept", point.Kept);
                json.WriteNumber("coverage", point.Coverage);
                json.WriteNumber("correct", point.Correct);
                json.WriteNumber("accuracy", point.Accuracy);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Number(double value) => double.IsNaN(value) ? "undefined" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static void WriteValue(Utf8JsonWriter json, string name, double value)
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
}
