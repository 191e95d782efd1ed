using System.Globalization;

namespace TrainDemonstration;

/// <summary>What the command line asks for.</summary>
internal sealed record RunArguments
{
    /// <summary>The usage line.</summary>
    public const string Usage =
        "Usage: TrainDemonstration [--short] [--work FOLDER] [--out FOLDER] [--patients N] [--windows STEPS] [--slices STEPS] [--volumes STEPS] [--width W] [--layers L] [--test-patients N] [--probe-patients N] [--evaluate FOLDER | --prepare]";

    /// <summary>Whether to run every stage on a handful of patients.</summary>
    public bool IsShort { get; private set; }

    /// <summary>Whether to make the patients of the evaluation and stop.</summary>
    public bool OnlyPrepares { get; private set; }

    /// <summary>An encoder to evaluate; null to train one.</summary>
    public string? Evaluated { get; private set; }

    /// <summary>Where checkpoints and the log are kept.</summary>
    public string WorkFolder { get; private set; } = Path.Combine(Path.GetTempPath(), "ctvlm-train-demonstration");

    /// <summary>Whether the folder is one of this run alone, to be removed at its end.</summary>
    public bool IsWorkFolderTemporary { get; private set; }

    /// <summary>Where the encoder goes; null: below <see cref="WorkFolder"/>.</summary>
    public string? OutputFolder { get; private set; }

    /// <summary>The numbers.</summary>
    public TrainingPlan Plan { get; private set; } = new();

    /// <summary>Reads the arguments; null where they are not understood.</summary>
    public static RunArguments? Read(string[] args)
    {
        bool isShort = args.Contains("--short");
        RunArguments read = new() { IsShort = isShort, OnlyPrepares = args.Contains("--prepare") };
        if (isShort)
        {
            read.Plan = TrainingPlan.Short;
            read.WorkFolder = Path.Combine(Path.GetTempPath(), $"ctvlm-train-demonstration-{Environment.ProcessId}");
            read.IsWorkFolderTemporary = true;
        }

        Queue<string> rest = new(args.Where(a => a is not "--short" and not "--prepare"));
        while (rest.TryDequeue(out string? name))
        {
            if (!rest.TryDequeue(out string? value) || !read.Set(name, value))
            {
                return null;
            }
        }

        return read;
    }

    private bool Set(string name, string value)
    {
        switch (name)
        {
            case "--work":
                WorkFolder = value;
                IsWorkFolderTemporary = false;
                return true;
            case "--out":
                OutputFolder = value;
                return true;
            case "--evaluate":
                Evaluated = value;
                return true;
            default:
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && SetNumber(name, number);
        }
    }

    private bool SetNumber(string name, int number)
    {
        TrainingPlan? changed = name switch
        {
            "--patients" => Plan with { Patients = number },
            "--windows" => Plan with { Windows = Plan.Windows with { Steps = number } },
            "--slices" => Plan with { Slices = Plan.Slices with { Steps = number } },
            "--volumes" => Plan with { Volumes = Plan.Volumes with { Steps = number } },
            "--width" => Plan with { VisionWidth = number },
            "--layers" => Plan with { VisionLayers = number },
            "--test-patients" => Plan with { TestPatients = number },
            "--probe-patients" => Plan with { ProbePatients = number },
            _ => null,
        };
        Plan = changed ?? Plan;
        return changed is not null;
    }
}
