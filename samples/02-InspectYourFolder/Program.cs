// What is in a folder of DICOM files, what is odd about it, and what an encoder would see of it:
//   dotnet run -c Release --project samples/02-InspectYourFolder -- FOLDER [CONTACT-SHEET.png]
// Without a folder it makes a synthetic series to look at.
using CtVlm.MLNet;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using InspectYourFolder;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

string[] names = [.. args.Where(a => a != "--short")];
string folder = names.ElementAtOrDefault(0) ?? MakeSeries(args.Contains("--short"));
string sheetPath = names.ElementAtOrDefault(1) ?? Path.Combine(Path.GetTempPath(), "ctvlm-contact-sheet.png");

// 1. The inventory: every CT series, and every file that is none, with the reason. Headers only: no pixel is decoded.
CtInventory inventory = CtInventory.Scan(folder);
var table = new Table { Title = new TableTitle(Markup.Escape(folder)) }.AddColumns("Series", "Slices", "Size", "Spacing z, y, x (mm)", "Plane", "Tilt", "Remarks");
foreach (CtSeriesEntry series in inventory.Series)
{
    table.AddRow(
        Markup.Escape(series.RelativePath),
        $"{series.SliceCount}",
        $"{series.Columns} x {series.Rows}",
        string.Join(", ", series.Geometry.SpacingMm.Select(s => s.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture))),
        $"{series.Geometry.Orientation}",
        series.Geometry.TiltDegrees.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture),
        Markup.Escape(string.Join(' ', series.Description.Warnings.Select(w => w.Message))));
}

AnsiConsole.Write(table);
foreach (IGrouping<string, SkippedFile> reason in inventory.Skipped.GroupBy(file => file.Reason))
{
    AnsiConsole.MarkupLineInterpolated($"[grey]{reason.Count()} files left out: {reason.Key}[/]");
}

if (inventory.Series.Count == 0)
{
    AnsiConsole.MarkupLine("No CT series was found.");
    return 1;
}

// 2. The same as a view: a pipeline can start from it. A series that cannot be opened keeps its row and says why.
var ml = new MLContext();
IDataView rows = ml.Data.LoadFromDicomFolder(folder);
IDataView loaded = ml.Transforms
    .LoadCtSeries(new LoadCtSeriesOptions { OutputColumnName = "Volume", InputColumnName = "SeriesPath", OnError = SeriesErrorPolicy.MissingValue })
    .Fit(rows).Transform(rows);
foreach (string reason in loaded.GetColumn<string>("VolumeError").Where(reason => reason.Length > 0))
{
    AnsiConsole.MarkupLineInterpolated($"[red]{reason}[/]");
}

// 3. Is it fit for use? Facts of headers decode nothing, those of pixels at most 16 slices a series. Each is a column to filter rows by.
IDataView measured = ml.Transforms
    .MeasureCtQuality(new MeasureCtQualityOptions { OutputColumnName = "Quality", InputColumnName = "Volume", OnError = SeriesErrorPolicy.MissingValue })
    .Fit(loaded).Transform(loaded);
QualityTable.Write(ml.Data.CreateEnumerable<QualityRow>(measured, reuseRowObject: false), [.. inventory.Series.Select(series => series.RelativePath)]);
IDataView fit = ml.Data.FilterRowsByColumn(ml.Data.FilterRowsByColumn(measured, "Quality.MissingSlices", upperBound: 1), "Quality.BorderBodyFraction", upperBound: 0.1);
AnsiConsole.MarkupLineInterpolated($"[grey]{fit.GetColumn<string>("SeriesPath").Count()} of {inventory.Series.Count} have no missing slice, and the body within the field of view.[/]");

// 4. What the encoder will see: the chosen slices, in each window and as the three of them together.
CtSeriesEntry shown = inventory.Series.MaxBy(series => series.SliceCount)!;
using CtVolume volume = shown.Open();
CtRendering rendering = CtRendering.EnterographyRgb(SliceSelection.Uniform(6));
ContactSheet.Write(volume, rendering, sheetPath);
AnsiConsole.MarkupLineInterpolated($"Contact sheet of the largest series: {sheetPath}");
AnsiConsole.MarkupLineInterpolated($"[grey]Columns: slices {string.Join(", ", rendering.Slices.GetIndices(volume.SliceCount, volume.Geometry.SpacingMm[0]))}.[/]");
AnsiConsole.MarkupLineInterpolated($"[grey]Rows: {string.Join("; ", rendering.Windows.Select(w => $"level {w.LevelHu:F0} width {w.WidthHu:F0} HU"))}; all three as red, green and blue.[/]");
return 0;

static string MakeSeries(bool isShort)
{
    string folder = Path.Combine(Path.GetTempPath(), isShort ? "ctvlm-inspect-short" : "ctvlm-inspect");
    var options = new PhantomOptions { ImageSize = isShort ? 96 : 256, SliceCount = isShort ? 16 : 64, SeriesPerPatient = 1 };
    if (!Directory.Exists(folder))
    {
        PhantomCohort.Write(folder, patients: 2, seed: 4, options);
    }

    return folder;
}
