using CtVlm.MLNet.Torch;

namespace AdaptAndCompare;

/// <summary>How much is done.</summary>
internal sealed record StudyPlan
{
    /// <summary>The study.</summary>
    public static StudyPlan Full { get; } = new() { Patients = 200, ImageSize = 192, SliceCount = 64, Slices = 6, Steps = 20, FrozenSteps = 300, BatchSize = 12 };

    /// <summary>A minute's run that shows how it goes; its figures say nothing.</summary>
    public static StudyPlan Short { get; } = new() { Patients = 30, ImageSize = 64, SliceCount = 12, Slices = 4, Steps = 2, FrozenSteps = 10, BatchSize = 6, IsShort = true };

    public required int Patients { get; init; }

    public required int ImageSize { get; init; }

    public required int SliceCount { get; init; }

    /// <summary>Pictures of a series.</summary>
    public required int Slices { get; init; }

    /// <summary>Steps where adapters train.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps where the towers are frozen, and each slice is embedded once.</summary>
    public required int FrozenSteps { get; init; }

    public required int BatchSize { get; init; }

    public bool IsShort { get; init; }

    /// <summary>The small encoder that ships with the phantoms.</summary>
    public VlmEncoder Encoder { get; } = VlmEncoder.Demonstration();

    /// <summary>Three renderings x three sets of adapters x three poolings; the short form has a few of them.</summary>
    public IEnumerable<Configuration> Configurations
    {
        get
        {
            SliceSelection axial = SliceSelection.Uniform(Slices), planes = SliceSelection.Planes(Slices / 2, Slices / 4, Slices - (Slices / 2) - (Slices / 4));
            (string, CtRendering)[] renderings =
            [
                ("multi-window", CtRendering.EnterographyRgb(axial)), ("single window", CtRendering.SoftTissue(axial)), ("multiplanar", CtRendering.EnterographyRgb(planes)),
            ];
            string[] adapters = IsShort ? ["", "v4b2_t4b1"] : ["", "v4b2_t4b1", "v8_t8"];
            string[] poolings = IsShort ? ["mean", "attention"] : ["mean", "attention", "transformer"];
            return from rendering in IsShort ? renderings.Take(1) : renderings
                   from preset in adapters
                   from pooling in poolings
                   select new Configuration(rendering.Item1, rendering.Item2, preset, pooling);
        }
    }
}
