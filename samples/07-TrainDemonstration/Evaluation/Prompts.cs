using CtVlm.MLNet;

namespace TrainDemonstration;

/// <summary>The classes in words: a few impression sentences each, as a user would write them.</summary>
internal static class Prompts
{
    /// <summary>The classes, named by their number.</summary>
    public static IReadOnlyList<ZeroShotClass> Classes { get; } =
    [
        new("0", "no active disease.", "normal small bowel.", "no evidence of active crohn disease."),
        new(
            "1",
            "mild active crohn disease of the terminal ileum in the right lower quadrant.",
            "mild active inflammation of the distal ileum in the pelvis.",
            "mild active crohn disease of the proximal ileum in the left lower quadrant.",
            "mild active inflammation of the jejunum in the upper abdomen."),
        new(
            "2",
            "moderate to severe active crohn disease of the terminal ileum in the right lower quadrant.",
            "moderate to severe active inflammation of the distal ileum in the pelvis.",
            "moderate to severe active crohn disease of the proximal ileum in the left lower quadrant.",
            "moderate to severe active inflammation of the jejunum in the upper abdomen."),
    ];
}
