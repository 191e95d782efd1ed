// Trains the small CT vision-language model that ships with CtVlm.MLNet.Phantoms, from nothing, on two cores:
//   dotnet run -c Release --project samples/07-TrainDemonstration -- --work FOLDER
// Stop it and start it again: it goes on from its last checkpoint. `--evaluate FOLDER` only tests an encoder, `--prepare` only makes the
// patients of that test, which may be done meanwhile; `--short` takes a handful of patients.
// All patients are synthetic. The result is for trying the pipeline and has no clinical meaning.
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using TrainDemonstration;

if (RunArguments.Read(args) is not { } arguments)
{
    Console.Error.WriteLine(RunArguments.Usage);
    return 2;
}

// 1. Training sees slices exactly as the package will show them to the encoder.
TrainingPatient first = TrainingPatient.Make(arguments.Plan.PatientSeed, 0, new PhantomOptions { SeriesPerPatient = 1 });
float difference = RenderingCheck.Measure(first, first.SliceCount / 2);
Console.WriteLine(FormattableString.Invariant($"Largest difference between training's pixels and the package's: {difference:E1}"));
if (difference > 1e-4f)
{
    Console.Error.WriteLine("Training would see other pixels than the encoder later does; at most 1e-4 is expected.");
    return 1;
}

// 2. Three stages: windows with maps of diseased wall, whole slices, volumes.
string output = arguments.Evaluated ?? arguments.OutputFolder ?? Path.Combine(arguments.WorkFolder, "encoder");
if (arguments is { Evaluated: null, OnlyPrepares: false })
{
    DemonstrationTraining.Run(arguments.Plan, arguments.WorkFolder, output, logEvery: arguments.IsShort ? 1 : 20);
    Console.WriteLine($"Encoder: {output}");
}

// 3. The test, on patients that nothing was chosen on: zero-shot and linear probe against mean HU and against the same network untrained.
string untrained = Path.Combine(arguments.WorkFolder, "untrained");
DemonstrationTraining.WriteUntrained(arguments.Plan, untrained);
CohortEmbedder embedder = new(VlmEncoder.FromFolder(untrained), arguments.Plan.SlicesPerVolume);
PreparedCohort cohort = new(arguments.Plan, arguments.WorkFolder);
if (arguments.OnlyPrepares)
{
    cohort.PrepareAll(embedder);
    return 0;
}

bool isBetter = EncoderEvaluation.Run(arguments.Plan, VlmEncoder.FromFolder(output), cohort, embedder, Console.Out);
Console.WriteLine(isBetter ? "Better than both baselines on both test sets." : "Not better than both baselines on both test sets.");
if (arguments.IsWorkFolderTemporary)
{
    Directory.Delete(arguments.WorkFolder, recursive: true);
}

return isBetter || arguments.IsShort ? 0 : 1;
