using CtVlm.MLNet;

namespace TrainDemonstration;

/// <summary>
/// The classes in words: one impression in each of its wordings, at the commonest place. Wordings may be averaged, places may not: the mean of texts about different places is near to
/// all images of disease and of none, and takes normal patients with it.
/// </summary>
internal static class Prompts
{
    /// <summary>The classes, named by their number.</summary>
    public static IReadOnlyList<ZeroShotClass> Classes { get; } =
    [
        new("0", "no active disease.", "normal small bowel.", "no evidence of active crohn disease."),
        new(
            "1",
            "mild active crohn disease of the terminal ileum in the right lower quadrant.",
            "mild active inflammation of the terminal ileum in the right lower quadrant.",
            "mild disease activity, terminal ileum in the right lower quadrant."),
        new(
            "2",
            "moderate to severe active crohn disease of the terminal ileum in the right lower quadrant.",
            "moderate to severe active inflammation of the terminal ileum in the right lower quadrant.",
            "moderate to severe disease activity, terminal ileum in the right lower quadrant."),
    ];
}
