using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>What <c>verify --json</c> prints.</summary>
internal sealed record VerifyDocument
{
    public required string Encoder { get; init; }

    public required string EncoderHash { get; init; }

    public required string GoldenFile { get; init; }

    public required string Producer { get; init; }

    /// <summary>Whether the golden values were computed with these very files; null where the file does not say.</summary>
    public required bool? IsSameEncoder { get; init; }

    public required bool Passed { get; init; }

    /// <summary>Name of the first stage that differs; null where all agree.</summary>
    public required string? FirstFailure { get; init; }

    public required IReadOnlyList<VerifyStage> Stages { get; init; }

    /// <summary>The document of a report.</summary>
    public static VerifyDocument Create(EncoderVerificationReport report) => new()
    {
        Encoder = report.Encoder,
        EncoderHash = report.Hash,
        GoldenFile = report.GoldenFile,
        Producer = report.Producer,
        IsSameEncoder = report.IsSameEncoder,
        Passed = report.Passed,
        FirstFailure = report.FirstFailure?.Name,
        Stages = [.. report.Stages.Select(VerifyStage.Create)],
    };
}
