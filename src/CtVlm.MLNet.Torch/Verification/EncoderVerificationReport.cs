using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>What the comparison of an encoder folder with its golden file came to.</summary>
public sealed record EncoderVerificationReport
{
    /// <summary>The encoder's short name.</summary>
    public required string Encoder { get; init; }

    /// <summary>The encoder's hash, see <see cref="VlmEncoder.GetHash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Full path of the golden file.</summary>
    public required string GoldenFile { get; init; }

    /// <summary>Who computed the golden values, as the file says; empty where it does not.</summary>
    public required string Producer { get; init; }

    /// <summary>Whether the golden values were computed with these very files; null where the file does not say with which.</summary>
    public required bool? IsSameEncoder { get; init; }

    /// <summary>Every stage that was compared, in the order of computation; one or more.</summary>
    public required IReadOnlyList<VerifiedStage> Stages { get; init; }

    /// <summary>Whether every stage passed.</summary>
    public bool Passed => FirstFailure is null;

    /// <summary>The stage where the difference begins; null where all passed.</summary>
    public VerifiedStage? FirstFailure => Stages.FirstOrDefault(stage => !stage.Passed);

    /// <summary>The result in one sentence: "vision: blocks.3 is the first stage that differs: 0.12, tolerance 0.0001".</summary>
    /// <returns>One line, without a full stop.</returns>
    public override string ToString()
    {
        if (FirstFailure is not VerifiedStage failure)
        {
            double largest = Stages.Max(stage => stage.LargestDifference);
            return string.Create(CultureInfo.InvariantCulture, $"{Stages.Count} stages agree; the largest difference is {largest:g3}");
        }

        int dot = failure.Name.IndexOf('.', StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{failure.Name[..dot]}: {failure.Name[(dot + 1)..]} is the first stage that differs: {failure.LargestDifference:g3}, tolerance {failure.Tolerance:g3}");
    }
}
