namespace TrainDemonstration;

/// <summary>Every number that decides the result of a run. The same plan gives the same weights on the same machine.</summary>
internal sealed record TrainingPlan
{
    /// <summary>Seed of the training patients.</summary>
    public int PatientSeed { get; init; } = 20260101;

    /// <summary>Seed of the patients that progress is judged on.</summary>
    public int ValidationSeed { get; init; } = 20260202;

    /// <summary>Seed of the patients that the linear probes are fitted on.</summary>
    public int ProbeSeed { get; init; } = 20260505;

    /// <summary>Seed of the test patients with the training patients' scanner settings. Nothing was ever chosen on them.</summary>
    public int TestSeed { get; init; } = 20260808;

    /// <summary>Seed of the test patients with shifted scanner settings. Nothing was ever chosen on them.</summary>
    public int ShiftedSeed { get; init; } = 20260909;

    /// <summary>Seed of weights, order, places and wordings.</summary>
    public int Seed { get; init; } = 7;

    /// <summary>Training patients, one series each.</summary>
    public int Patients { get; init; } = 640;

    /// <summary>Validation patients.</summary>
    public int ValidationPatients { get; init; } = 60;

    /// <summary>Width of the vision tower.</summary>
    public int VisionWidth { get; init; } = 192;

    /// <summary>Blocks of the vision tower.</summary>
    public int VisionLayers { get; init; } = 4;

    /// <summary>The window stage.</summary>
    public StagePlan Windows { get; init; } = new(Steps: 1700, Batch: 64, LearningRate: 1e-3);

    /// <summary>The slice stage.</summary>
    public StagePlan Slices { get; init; } = new(Steps: 240, Batch: 32, LearningRate: 5e-4);

    /// <summary>The volume stage.</summary>
    public StagePlan Volumes { get; init; } = new(Steps: 300, Batch: 96, LearningRate: 5e-4);

    /// <summary>Slices of a volume, evenly spaced.</summary>
    public int SlicesPerVolume { get; init; } = 16;

    /// <summary>Images of a phantom: rows and columns, pixels.</summary>
    public int ImageSize { get; init; } = 192;

    /// <summary>Slices of a phantom.</summary>
    public int SliceCount { get; init; } = 64;

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>Patients of each test set: same scanner settings, and shifted ones.</summary>
    public int TestPatients { get; init; } = 240;

    /// <summary>Patients that the linear probes are fitted on.</summary>
    public int ProbePatients { get; init; } = 160;

    /// <summary>A plan that goes through every stage with a handful of patients; it learns nothing worth keeping.</summary>
    public static TrainingPlan Short { get; } = new()
    {
        Patients = 12,
        ValidationPatients = 6,
        ImageSize = 96,
        SliceCount = 32,
        Windows = new(Steps: 6, Batch: 16, LearningRate: 1e-3),
        Slices = new(Steps: 2, Batch: 4, LearningRate: 5e-4),
        Volumes = new(Steps: 6, Batch: 8, LearningRate: 5e-4),
        SlicesPerVolume = 4,
        ProbeSeed = 5,
        TestSeed = 6,
        ShiftedSeed = 7,
        CheckpointEvery = 5,
        TestPatients = 12,
        ProbePatients = 24,
    };
}
