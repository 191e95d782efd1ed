namespace CtVlm.MLNet.Torch;

/// <summary>What the comparison of one stage came to.</summary>
/// <param name="Name">The stage: "vision.embeddings", "vision.blocks.0", ..., "text.projected", "similarity.logits".</param>
/// <param name="LargestDifference">Largest absolute difference; not a number where the encoder gave none.</param>
/// <param name="Tolerance">Largest difference that passes.</param>
public sealed record VerifiedStage(string Name, double LargestDifference, double Tolerance)
{
    /// <summary>Whether the stage is within the tolerance.</summary>
    public bool Passed => LargestDifference <= Tolerance;
}
