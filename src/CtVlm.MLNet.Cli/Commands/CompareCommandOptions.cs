using System.CommandLine;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>The options of <c>compare</c>.</summary>
internal sealed class CompareCommandOptions
{
    private const string None = "none";

    private readonly Argument<string> _cohort = new("STUDIES.csv")
    {
        Description = "A CSV file with the header series_path,patient_id,severity,report (paths relative to it). Rows without a label are left out.",
    };

    private readonly Option<string[]> _encoders = Several("--encoder", "FOLDER", null, "An encoder's folder, as its publisher ships it; seed:N names a small untrained one. May be given several times.");

    private readonly Option<string[]> _renderings = Several(
        "--render", "PRESET[:slices=N,step=S]|FILE.json", nameof(CtRendering.EnterographyRgb), $"Windows and slices: {string.Join(", ", CtRendering.PresetNames)}, or a rendering in JSON. May be given several times.");

    private readonly Option<string[]> _points = Several("--point", "projected|pooled|patchmean", "projected", "Where the embedding is taken. May be given several times.");

    private readonly Option<string[]> _poolings = Several(
        "--pool", "NAME[:k=v,...]", "mean", "How slices become one vector, such as mean, max, meanstd, gatedattention; those that learn see a fold's training rows only. May be given several times.");

    private readonly Option<string[]> _projections = Several(
        "--project", "NAME[:k=v,...]", "identity", "The space of the vectors, such as identity, centred-l2, standardized, pca:components=8, lda, zca-whitening:shrinkage=ledoitwolf. May be given several times.");

    private readonly Option<string[]> _trainers = Several("--trainer", "lbfgs[:l2=W,l1=W]|sdca[:l2=W]", "lbfgs", "What learns the classes. May be given several times.");

    private readonly Option<string> _label = new("--label") { HelpName = "COLUMN", DefaultValueFactory = _ => StudiesCsv.Severity, Description = "The column of classes: severity, or an extra column of the table." };

    private readonly Option<bool> _independent = new("--independent") { Description = "Every row is a patient of its own. Without it, patient_id keeps a patient's series in one fold." };

    private readonly Option<int> _folds = new("--folds") { HelpName = "N", DefaultValueFactory = _ => 5, Description = "Folds, 2 or more." };

    private readonly Option<int> _nested = new("--nested") { HelpName = "N", DefaultValueFactory = _ => 3, Description = "Folds inside each fold, by which choosing the best is itself tested; 0 for no such test." };

    private readonly Option<string> _metric = new("--metric") { HelpName = CompareText.MetricNames, DefaultValueFactory = _ => "macrof1", Description = "By what strategies are ranked." };

    private readonly Option<int> _seed = new("--seed") { HelpName = "S", DefaultValueFactory = _ => 1, Description = "Seed of folds, trainers and intervals." };

    private readonly Option<string> _out = new("--out") { HelpName = "REPORT_DIR", Required = true, Description = "The folder to write report.html and results.json into; it is made if need be." };

    private readonly Option<string?> _model = new("--model") { HelpName = "FILE.zip", Description = "Save the recommended strategy, fitted on all rows, for 'ctvlm predict'." };

    private readonly Option<string?> _resume = new("--resume") { HelpName = "DIR|none", Description = "Where finished fits are kept, to go on from; none keeps nothing. Default: REPORT_DIR/checkpoint." };

    private readonly Option<string?> _maxTime = new("--max-time") { HelpName = "90s|30m|2h", Description = "End embedding and fitting after so long, and report what is finished by then." };

    private readonly Option<string> _compute = CommonOptions.Compute();
    private readonly Option<string?> _cache = CommonOptions.Cache();
    private readonly Option<int?> _batch = CommonOptions.Batch();
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<bool> _json = CommonOptions.Json();

    /// <summary>Adds them to the verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_cohort);
        foreach (Option option in (Option[])
            [
                _encoders, _renderings, _points, _poolings, _projections, _trainers, _label, _independent, _folds, _nested, _metric, _seed, _out, _model, _resume, _maxTime, _cache, _batch, _compute, _device, _json,
            ])
        {
            command.Add(option);
        }
    }

    /// <summary>What they ask for.</summary>
    /// <exception cref="UsageException">One of them is not of the known form.</exception>
    public CompareRequest Read(ParseResult parsed, ToolConsole console, CancellationToken cancellationToken)
    {
        string cohort = parsed.GetRequiredValue(_cohort), output = parsed.GetRequiredValue(_out);
        if (!cohort.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"compare takes its labels from STUDIES.csv, got '{cohort}'.");
        }

        CtRuntimeOptions runtime = new()
        {
            Cache = CommonOptions.ReadCache(parsed.GetValue(_cache)),
            BatchSize = parsed.GetValue(_batch),
            Precision = CommonOptions.ReadCompute(parsed.GetRequiredValue(_compute)),
            CancellationToken = cancellationToken,
        };
        CommonOptions.Check(parsed.GetRequiredValue(_device), runtime);
        string? resume = parsed.GetValue(_resume) ?? Path.Combine(output, "checkpoint");
        return new CompareRequest(
            console, cohort, output, resume == None ? null : resume, parsed.GetValue(_model), parsed.GetRequiredValue(_device), runtime, parsed.GetRequiredValue(_label), parsed.GetValue(_json), ReadSettings(parsed));
    }

    private StrategyExperimentSettings ReadSettings(ParseResult parsed)
    {
        StrategyMetric metric = CompareText.ReadMetric(parsed.GetRequiredValue(_metric));
        TimeSpan? time = parsed.GetValue(_maxTime) is { } text ? CompareText.ReadTime(text) : null;
        RequireFolds(parsed);
        return new StrategyExperimentSettings
        {
            Metric = metric,
            MaxExperimentTime = time,
            Folds = parsed.GetRequiredValue(_folds),
            NestedFolds = parsed.GetRequiredValue(_nested),
            Seed = parsed.GetRequiredValue(_seed),
            RowsAreIndependent = parsed.GetValue(_independent),
            Space = CompareSpace.Read(
                parsed.GetRequiredValue(_encoders), parsed.GetRequiredValue(_renderings), parsed.GetRequiredValue(_points), parsed.GetRequiredValue(_poolings), parsed.GetRequiredValue(_projections), parsed.GetRequiredValue(_trainers)),
        };
    }

    private void RequireFolds(ParseResult parsed)
    {
        int folds = parsed.GetRequiredValue(_folds), nested = parsed.GetRequiredValue(_nested);
        if (folds < 2)
        {
            throw new UsageException($"--folds must be 2 or more, got {PlainText.Number(folds)}.");
        }

        if (nested is < 0 or 1)
        {
            throw new UsageException($"--nested must be 0, or 2 or more, got {PlainText.Number(nested)}.");
        }
    }

    private static Option<string[]> Several(string name, string help, string? standard, string description)
    {
        Option<string[]> option = new(name) { HelpName = help, Description = description, Required = standard is null, AllowMultipleArgumentsPerToken = false };
        if (standard is not null)
        {
            option.DefaultValueFactory = _ => [standard];
        }

        return option;
    }
}
