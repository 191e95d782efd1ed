using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>What the headers of the series say, over the cohort.</summary>
internal static class QualitySummary
{
    private const string Prefix = "Quality";

    private static readonly (string Fact, string Name, int Decimals)[] s_numbers =
    [
        (nameof(CtHeaderQuality.SliceCount), "slices", 0),
        (nameof(CtHeaderQuality.SpacingZMm), "slice spacing (mm)", 2),
        (nameof(CtHeaderQuality.SliceThicknessMm), "slice thickness (mm)", 2),
        (nameof(CtHeaderQuality.SpacingXMm), "pixel spacing (mm)", 3),
        (nameof(CtHeaderQuality.CoverageMm), "coverage along z (mm)", 0),
        (nameof(CtHeaderQuality.FieldOfViewMm), "field of view (mm)", 0),
        (nameof(CtHeaderQuality.MissingSlices), "missing slices", 0),
        (nameof(CtHeaderQuality.TiltDegrees), "tilt (degrees)", 1),
        (nameof(CtHeaderQuality.KilovoltagePeak), "tube voltage (kV)", 0),
    ];

    private static readonly string[] s_texts = [nameof(CtHeaderQuality.Contrast), nameof(CtHeaderQuality.Phase)];

    /// <summary>Writes it. Pixels are not read.</summary>
    public static void Write(HtmlText html, StrategyEvidence evidence)
    {
        (List<double[]> numbers, List<string[]> texts) = Read(evidence);
        HtmlTable table = new("fact", "#known", "#least", "#median", "#most") { Caption = "From the headers of the series tested on" };
        for (int i = 0; i < s_numbers.Length; i++)
        {
            double[] known = [.. numbers.Select(row => row[i]).Where(double.IsFinite).Order()];
            int decimals = s_numbers[i].Decimals;
            table.Add(
                s_numbers[i].Name,
                ReportNumber.Whole(known.Length),
                ReportNumber.Text(known.Length == 0 ? double.NaN : known[0], decimals),
                ReportNumber.Text(Median(known), decimals),
                ReportNumber.Text(known.Length == 0 ? double.NaN : known[^1], decimals));
        }

        html.Table(table);
        for (int i = 0; i < s_texts.Length; i++)
        {
            html.Paragraph($"{s_texts[i]}: {string.Join(", ", texts.CountBy(row => row[i].Length == 0 ? "not known" : row[i]).OrderByDescending(c => c.Value).Select(c => $"{c.Key} {ReportNumber.Whole(c.Value)}"))}.", "quiet");
        }
    }

    private static (List<double[]> Numbers, List<string[]> Texts) Read(StrategyEvidence evidence)
    {
        IDataView view = evidence.Context.Transforms.MeasureCtQuality(new MeasureCtQualityOptions
        {
            OutputColumnName = Prefix,
            InputColumnName = evidence.Settings.VolumeColumnName,
            OnError = SeriesErrorPolicy.MissingValue,
        }).Fit(evidence.View).Transform(evidence.View);
        DataViewSchema.Column Column(string fact) => view.Schema[$"{Prefix}.{fact}"];
        using DataViewRowCursor cursor = view.GetRowCursor([.. s_numbers.Select(n => Column(n.Fact)), .. s_texts.Select(Column)]);
        ValueGetter<float>[] numbers = [.. s_numbers.Select(n => cursor.GetGetter<float>(Column(n.Fact)))];
        ValueGetter<ReadOnlyMemory<char>>[] texts = [.. s_texts.Select(t => cursor.GetGetter<ReadOnlyMemory<char>>(Column(t)))];
        HashSet<long> wanted = [.. evidence.Cohort.SourceRows];
        (List<double[]> Numbers, List<string[]> Texts) rows = ([], []);
        while (cursor.MoveNext())
        {
            if (wanted.Contains(cursor.Position))
            {
                rows.Numbers.Add([.. numbers.Select(Read)]);
                rows.Texts.Add([.. texts.Select(Read)]);
            }
        }

        return rows;
    }

    private static double Read(ValueGetter<float> getter)
    {
        float value = 0;
        getter(ref value);
        return value;
    }

    private static string Read(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        ReadOnlyMemory<char> value = default;
        getter(ref value);
        return value.ToString();
    }

    private static double Median(double[] sorted) => sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
