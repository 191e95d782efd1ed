using System.Globalization;
using CtVlm.MLNet.Torch;
using Spectre.Console;

namespace CtVlm.MLNet.Cli;

/// <summary>What <c>verify</c> prints for people: a row a stage, then what came out.</summary>
internal static class VerifyTable
{
    /// <summary>Writes the report.</summary>
    public static void Write(ToolConsole console, EncoderVerificationReport report)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("stage").NoWrap());
        table.AddColumn(new TableColumn("largest difference").NoWrap().RightAligned());
        table.AddColumn(new TableColumn("tolerance").NoWrap().RightAligned());
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (VerifiedStage stage in report.Stages)
        {
            table.AddRow(new Markup(Markup.Escape(stage.Name)), Number(stage.LargestDifference), Number(stage.Tolerance), new Markup(stage.Passed ? "[green]agrees[/]" : "[red]DIFFERS[/]"));
        }

        console.CreateTableConsole().Write(table);
        console.Say($"{report.GoldenFile}, {(report.Producer.Length == 0 ? "of an unnamed producer" : $"of {PlainText.OneLine(report.Producer)}")}{Describe(report.IsSameEncoder)}");
        console.Say(report.Passed ? "green" : "red", report.Encoder, $": {report}");
    }

    private static string Describe(bool? isSameEncoder) => isSameEncoder switch
    {
        true => ", with these very files",
        false => ", with other files than these",
        null => "",
    };

    private static Markup Number(double value) => new(Markup.Escape(value.ToString("g3", CultureInfo.InvariantCulture)));
}
