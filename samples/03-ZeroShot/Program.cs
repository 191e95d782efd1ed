// Asks an encoder what CT slices show, in words, without training on a single row:
//   dotnet run -c Release --project samples/03-ZeroShot -- [--encoder FOLDER] [SERIES-FOLDER [STRIP.png]]
// Without a folder of series it makes a synthetic one; without an encoder it takes the small one that ships with the phantoms.
using System.Globalization;
using CtVlm.MLNet;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;
using ZeroShot;

if (Arguments.Read(args) is not { } arguments)
{
    Console.Error.WriteLine("Usage: ZeroShot [--short] [--encoder FOLDER] [SERIES-FOLDER [STRIP.png]]");
    return 2;
}

string folder = arguments.OpenSeries();
if (!Path.Exists(folder))
{
    Console.Error.WriteLine($"There is no file or folder {folder}.");
    return 1;
}

VlmEncoder encoder = arguments.OpenEncoder();
bool isDemonstration = arguments.EncoderFolder is null;
if (isDemonstration)
{
    AnsiConsole.MarkupLine("[yellow]The encoder is the one that ships for trying things out: it knows synthetic images and their reports alone. Name real weights with --encoder FOLDER.[/]");
}

// 1. Three classes, told by words.
ZeroShotClass[] classes = arguments.Classes;
string[] names = [.. classes.Select(c => c.Name)];

// 2. The pipeline: path -> volume -> slice embeddings -> scores. Each slice is scored for itself, and the volume by the mean of its slices' embeddings.
var ml = new MLContext(seed: 1);
CtRendering rendering = CtRendering.EnterographyRgb(SliceSelection.Uniform(6));
IDataView rows = ml.Data.LoadFromDicomFolder(folder);
IEstimator<ITransformer> pipeline = ml.Transforms.LoadCtSeries("Volume", "SeriesPath")
    .Append(ml.Transforms.EmbedCt("Slices", "Volume", encoder, rendering))
    .Append(ml.Transforms.PoolEmbeddings("Embedding", "Slices", SlicePooling.Mean()))
    .Append(ml.Transforms.ScoreZeroShot("Embedding", encoder, classes))
    .Append(ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"))
    .Append(ml.Transforms.ScoreZeroShot("Slices", encoder, classes, ZeroShotLevel.Slice, "Slice."))
    .Append(ml.Transforms.Conversion.MapKeyToValue("Slice.Answer", "Slice.PredictedLabel"));
IDataView scored = pipeline.Fit(rows).Transform(rows);
List<ScoredSeries> series = [.. ml.Data.CreateEnumerable<ScoredSeries>(scored, reuseRowObject: false)];
if (series.Count == 0)
{
    AnsiConsole.MarkupLineInterpolated($"No CT series was found below {folder}.");
    return 1;
}

// 3. What it says: every slice, and the volume. Where a sign is on few slices the mean of their probabilities would lean to the class of the others.
foreach (ScoredSeries one in series)
{
    ScoreTable.Write(one, Path.GetRelativePath(folder, one.SeriesPath.Split('|')[0]), names, Slices(one.Volume!, rendering));
}

// 4. The same in ten lines of tensors, for those who come from Python: FirstScript.cs has the Python beside each line. It takes every prompt for
// itself, so here the verb does that too.
CtVolume volume = series[0].Volume!;
int[] slices = Slices(volume, rendering);
string[] texts = [.. classes.SelectMany(c => c.Prompts)];
float[] raw = FirstScript.Run(encoder, volume, slices, rendering, texts);
IDataView byPrompt = ml.Transforms.ScoreZeroShot("Slices", encoder, [.. texts.Select(text => new ZeroShotClass(text))], ZeroShotLevel.Slice, "Prompt.")
    .Fit(scored).Transform(scored);
float[] verb = byPrompt.GetColumn<float[]>("Prompt.Score").First();
float difference = raw.Zip(verb).Max(pair => Math.Abs(pair.First - pair.Second));
AnsiConsole.MarkupLineInterpolated($"[grey]The tensor script gives the same probabilities for the {texts.Length} prompts: largest difference {difference.ToString("0.0e0", CultureInfo.InvariantCulture)}.[/]");

// 5. A strip of the slices, each with its likeliest class.
string footer = isDemonstration ? $"{encoder.Name}: trained on synthetic images alone" : encoder.Name;
new SliceStrip(volume, rendering, names).Write(series[0], slices, footer, arguments.StripPath);
AnsiConsole.MarkupLineInterpolated($"Slice strip of the first series: {arguments.StripPath}");
series.ForEach(one => one.Volume?.Dispose());
return difference < 1e-4f ? 0 : 1;

static int[] Slices(CtVolume volume, CtRendering rendering) => rendering.Slices.GetIndices(volume.SliceCount, volume.Geometry.SpacingMm[0]);
