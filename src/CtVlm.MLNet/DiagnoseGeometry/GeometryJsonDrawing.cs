using System.Text.Json;

namespace CtVlm.MLNet;

/// <summary>Writes what a page draws: spectrum, points, histogram, slice profile.</summary>
internal static class GeometryJsonDrawing
{
    public static void Write(Utf8JsonWriter json, GeometryDiagnosis diagnosis)
    {
        WriteNumbers(json, "spectrum", diagnosis.Spectrum);
        WritePoints(json, diagnosis.Points);
        WriteCosines(json, diagnosis.Cosines);
        WriteProfile(json, diagnosis.SliceProfile);
    }

    public static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void WritePoints(Utf8JsonWriter json, IReadOnlyList<GeometryPoint> points)
    {
        json.WriteStartArray("points");
        foreach (GeometryPoint point in points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(point.X);
            json.WriteNumberValue(point.Y);
            json.WriteNumberValue(point.ClassIndex);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteCosines(Utf8JsonWriter json, CosineHistogram cosines)
    {
        json.WriteStartObject("cosines");
        json.WriteNumber("binWidth", cosines.BinWidth);
        WriteNumbers(json, "all", cosines.All.Select(c => (double)c));
        WriteNumbers(json, "sameClass", cosines.SameClass.Select(c => (double)c));
        WriteNumbers(json, "otherClass", cosines.OtherClass.Select(c => (double)c));
        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, IReadOnlyList<SliceProfileBin> profile)
    {
        json.WriteStartArray("sliceProfile");
        foreach (SliceProfileBin bin in profile)
        {
            json.WriteStartObject();
            json.WriteNumber("startMm", bin.StartMm);
            json.WriteNumber("endMm", bin.EndMm);
            json.WriteNumber("meanWeight", bin.MeanWeight);
            json.WriteNumber("slices", bin.Slices);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
