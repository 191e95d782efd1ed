namespace CtVlm.MLNet;

/// <summary>What the recommended strategy's vectors look like as a set of points.</summary>
internal static class GeometrySection
{
    private const int Width = 680;
    private const int Height = 560;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, ReportSource source)
    {
        if (source.Model is not { } model)
        {
            html.Paragraph("The recommended strategy was not fitted on all rows, so there are no vectors to look at.");
            return;
        }

        GeometryDiagnosis diagnosis = source.Result.Evidence!.Context.CtVlm().DiagnoseGeometry(
            model.Features(), StrategyColumns.Features, StrategyColumns.Label, patientColumn: source.Result.Patients is null ? null : StrategyColumns.Patient);
        GeometryPageData data = GeometryPageSource.Of(diagnosis);
        html.Paragraph(
            $"Vectors that the trainer of the recommended strategy is given, {ReportNumber.Whole(diagnosis.Width)} values each. What pooling and projection learnt, they learnt from these very rows: figures of the classes are of the fit, not of new patients.",
            "quiet");
        HtmlTable table = new("figure", "#value");
        foreach (GeometryPageFigure figure in data.Figures)
        {
            table.Add(figure.Name, figure.Value);
        }

        html.Markup("<div class=\"pair\"><div>").Table(table).Markup("</div><div>");
        Draw(html, GeometryPagePanels.Scatter(data), "scatter", "Rows on two principal components, by class");
        html.Markup("</div><div>");
        Draw(html, GeometryPagePanels.Cosines(data), "cosines", "Histogram of cosines between rows");
        html.Markup("</div><div>");
        Draw(html, GeometryPagePanels.Spectrum(data), "spectrum", "Variance by component");
        html.Markup("</div></div>");
        foreach (string note in diagnosis.Notes)
        {
            html.Paragraph(note, "quiet");
        }
    }

    private static void Draw(HtmlText html, ScottPlot.Plot plot, string name, string label) => html.Figure(ReportFigure.ToSvg(plot, Width, Height, name, label), "");
}
