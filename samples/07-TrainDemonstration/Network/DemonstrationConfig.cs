using CtVlm.MLNet.Torch;

namespace TrainDemonstration;

/// <summary>Sizes of the demonstration model.</summary>
internal static class DemonstrationConfig
{
    /// <summary>Width of the space that images and texts share.</summary>
    public const int ProjectedWidth = 128;

    /// <summary>Most tokens of a text.</summary>
    public const int TextPositions = 96;

    private const int TextWidth = 128;
    private const int TextLayers = 2;
    private const int Heads = 4;
    private const int Widening = 4;
    private const double Epsilon = 1e-5;

    /// <summary>The sizes of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="vocabulary">The tokens.</param>
    public static ClipConfig Make(TrainingPlan plan, Vocabulary vocabulary) => new(
        ProjectedWidth,
        new ClipVisionConfig(Tower(plan.VisionWidth, plan.VisionLayers), PatchGrid.PictureSize, PatchGrid.PatchSize),
        new ClipTextConfig(Tower(TextWidth, TextLayers), vocabulary.Tokens.Count, TextPositions, vocabulary.EndId));

    private static ClipTowerConfig Tower(int width, int layers) => new(width, Widening * width, layers, Heads, Activation.Gelu, Epsilon);
}
