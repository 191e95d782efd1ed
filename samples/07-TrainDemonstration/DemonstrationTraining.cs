using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;

namespace TrainDemonstration;

/// <summary>Trains the encoder: patients, words, network, three stages, folder.</summary>
internal sealed class DemonstrationTraining : IDisposable
{
    private const int ValidationBatches = 8;

    private readonly TrainingPlan _plan;
    private readonly string _workFolder;
    private readonly string _output;
    private readonly TrainingLog _log;

    private DemonstrationTraining(TrainingPlan plan, string workFolder, string output, int logEvery)
    {
        _plan = plan;
        _workFolder = workFolder;
        _output = output;
        Directory.CreateDirectory(workFolder);
        _log = new TrainingLog(Path.Combine(workFolder, "training.csv"), logEvery);
    }

    /// <summary>Trains and writes.</summary>
    /// <param name="plan">The numbers.</param>
    /// <param name="workFolder">Where checkpoints and the log are kept.</param>
    /// <param name="output">Where the encoder goes.</param>
    /// <param name="logEvery">Steps a line of the log.</param>
    public static void Run(TrainingPlan plan, string workFolder, string output, int logEvery)
    {
        using DemonstrationTraining training = new(plan, workFolder, output, logEvery);
        training.Run();
    }

    /// <summary>Writes the network as it is before training.</summary>
    public static void WriteUntrained(TrainingPlan plan, string output)
    {
        Vocabulary vocabulary = Vocabulary.OfReports(plan.Seed);
        EncoderFolderWriter.WriteTokenizer(output, vocabulary);
        using DemonstrationNetwork network = new(plan, vocabulary);
        EncoderFolderWriter.WriteModel(output, network, vocabulary);
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    private void Run()
    {
        PhantomOptions phantoms = new() { ImageSize = _plan.ImageSize, SliceCount = _plan.SliceCount, SeriesPerPatient = 1 };
        PatientSet patients = PatientSet.Make("training", _plan.PatientSeed, _plan.Patients, phantoms);
        PatientSet held = PatientSet.Make("validation", _plan.ValidationSeed, _plan.ValidationPatients, phantoms);
        _log.AddNote($"{_plan.Patients} training patients, {patients.Patients.Select(p => p.Findings.Key).Distinct().Count()} keys");

        Vocabulary vocabulary = Vocabulary.OfReports(_plan.Seed);
        EncoderFolderWriter.WriteTokenizer(_output, vocabulary);
        ClipTokenizer tokenizer = ClipTokenizerFiles.Read(_output, DemonstrationConfig.TextPositions);
        RequireWholeWords(vocabulary, tokenizer);
        using DemonstrationNetwork network = new(_plan, vocabulary);
        _log.AddNote($"{vocabulary.Words.Count} words, {vocabulary.Tokens.Count} tokens, {network.Shipped.Sum(p => p.Parameter.numel())} parameters shipped");

        StageRunner runner = new(_plan, _workFolder, _log);
        RunPictures(runner, network, patients, held, tokenizer, windows: true);
        RunPictures(runner, network, patients, held, tokenizer, windows: false);
        VolumeFeatures features = VolumeFeatures.Make(network, patients.Patients, _plan.SlicesPerVolume);
        _log.AddNote($"{_plan.Patients} volumes of {_plan.SlicesPerVolume} slices embedded");
        double seconds = runner.Run("volumes", _plan.Volumes, new VolumeTask(network, patients.Patients, features, tokenizer, _plan.Volumes, _plan.Seed));
        _log.AddNote(FormattableString.Invariant($"volumes: {seconds:F0} s"));
        EncoderFolderWriter.WriteModel(_output, network, vocabulary);
        _log.AddNote("written");
    }

    private void RunPictures(StageRunner runner, DemonstrationNetwork network, PatientSet patients, PatientSet held, ClipTokenizer tokenizer, bool windows)
    {
        (string name, StagePlan stage) = windows ? ("windows", _plan.Windows) : ("slices", _plan.Slices);
        PictureSampler sampler = new(patients, tokenizer, _plan.Seed, stage.Batch, windows, changes: true);
        using PictureTask task = new(network, sampler, stage, windows);
        PictureSampler test = new(held, tokenizer, _plan.ValidationSeed, stage.Batch, windows, changes: false);
        _log.AddNote(FormattableString.Invariant($"{name}: class of held-out pictures right before {Measure(task, test):F3}"));
        double seconds = runner.Run(name, stage, task);
        _log.AddNote(FormattableString.Invariant($"{name}: {seconds:F0} s, class of held-out pictures right {Measure(task, test):F3}"));
    }

    private static double Measure(PictureTask task, PictureSampler sampler) => Enumerable.Range(0, ValidationBatches).Average(i => task.MeasureAccuracy(sampler.Draw(i)));

    private static void RequireWholeWords(Vocabulary vocabulary, ClipTokenizer tokenizer)
    {
        const int withEnds = 3;
        string[] cut = [.. vocabulary.Words.Where(word => tokenizer.Encode(word).Ids.Count != withEnds)];
        if (cut.Length > 0)
        {
            throw new InvalidOperationException($"{cut.Length} words of the reports are not one token each, such as '{cut[0]}'. The merges are wrong.");
        }
    }
}
