using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>One stage in <see cref="VerifyDocument"/>.</summary>
/// <param name="Name">The stage.</param>
/// <param name="LargestDifference">Largest absolute difference; null where it is not a number.</param>
/// <param name="Tolerance">Largest difference that passes.</param>
/// <param name="Passed">Whether it does.</param>
internal sealed record VerifyStage(string Name, double? LargestDifference, double Tolerance, bool Passed)
{
    // JSON has no word for what is not a number.
    public static VerifyStage Create(VerifiedStage stage) =>
        new(stage.Name, double.IsFinite(stage.LargestDifference) ? stage.LargestDifference : null, stage.Tolerance, stage.Passed);
}
