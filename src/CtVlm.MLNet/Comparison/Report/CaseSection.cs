using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;

namespace CtVlm.MLNet;

/// <summary>Slices of the rows that teach most: sure and right, sure and wrong, unsure.</summary>
internal static class CaseSection
{
    private const int Width = 680;
    private const int Height = 300;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        if (source.Model is not { } model || source.Rows is null)
        {
            html.Paragraph("The recommended strategy was not fitted on all rows, so there is nothing that weighs slices.");
            return;
        }

        IReadOnlyList<ReportCase> cases = ReportCase.Choose(source.Recommended.Predictions, source.Options.CasesPerKind);
        IReadOnlyDictionary<int, CaseEvidence> evidence = source.Options.SlicesPerCase == 0 ? new Dictionary<int, CaseEvidence>() : new CaseReader(source, model).Read(cases);
        html.Paragraph(
            model.Pooling.Pooling.HasSliceWeights
                ? "Slices are shown in the windows that the encoder sees. Probabilities are of models that do not know the row. Slice weights are those of the pooling fitted on all rows, this one among them: they show where the strategy looks, not why it decides."
                : $"Slices are shown in the windows that the encoder sees. Probabilities are of models that do not know the row. Pooling {model.Pooling.Pooling.Name} weighs no slices: some are shown evenly along z.",
            "quiet");
        foreach ((int number, ReportCase one) in cases.Index())
        {
            Write(html, source, one, evidence.GetValueOrDefault(one.Place), number);
        }
    }

    private static void Write(HtmlText html, ReportSource source, ReportCase one, CaseEvidence? evidence, int number)
    {
        IReadOnlyList<string> names = source.Result.ClassNames;
        html.Markup("<div class=\"case\">").Subheading($"{one.Kind}: row {ReportNumber.Whole(one.Prediction.Row)}");
        html.Paragraph(
            $"Actual class {names[one.Prediction.Actual]}, predicted {names[one.Prediction.Predicted]}. "
            + $"Scores: {string.Join("; ", names.Zip(one.Prediction.Scores).Select(s => $"{s.First}: {ReportNumber.Text(s.Second, 2)}"))}.");
        if (evidence is { Weights: { } weights })
        {
            html.Figure(ReportFigure.ToSvg(Draw(evidence.PositionsMm, weights), Width, Height, $"weights{(char)('a' + (number % 26))}{(char)('a' + (number / 26 % 26))}", "Slice weights along z"), "Dashed: equal weights.");
        }

        if (evidence is { Pictures.Count: > 0 })
        {
            html.Markup("<div class=\"slices\">");
            foreach (CasePicture picture in evidence.Pictures)
            {
                string label = string.Create(CultureInfo.InvariantCulture, $"slice {picture.Slice}, z {picture.PositionMm:F0} mm{(picture.Weight is { } weight ? $", weight {weight:F3}" : "")}");
                html.Figure($"<img alt=\"{HtmlText.Escape(label)}\" src=\"data:image/png;base64,{Convert.ToBase64String(picture.Png)}\">", label);
            }

            html.Markup("</div>");
        }

        html.Markup("</div>");
    }

    private static Plot Draw(IReadOnlyList<double> positions, IReadOnlyList<float> weights)
    {
        Plot plot = PageStyle.CreatePlot("", "position along z, feet to head (mm)", "weight");
        (double Place, double Weight)[] slices = [.. positions.Zip(weights, (z, w) => (z, (double)w)).OrderBy(s => s.z)];
        LinePlot even = plot.Add.Line(slices[0].Place, 1.0 / slices.Length, slices[^1].Place, 1.0 / slices.Length);
        even.Color = Color.FromHex("#777777");
        even.LinePattern = LinePattern.Dashed;
        even.LineWidth = 2;
        Scatter line = plot.Add.Scatter(slices.Select(s => s.Place).ToArray(), slices.Select(s => s.Weight).ToArray(), PageStyle.ColourOf(0));
        line.LineWidth = 2.5f;
        line.MarkerSize = 8;
        plot.Axes.Margins(.03, .05);
        plot.Axes.SetLimitsY(0, 1.15 * Math.Max(slices.Max(s => s.Weight), 1.0 / slices.Length));
        return plot;
    }
}
