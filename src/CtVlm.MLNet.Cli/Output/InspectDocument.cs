namespace CtVlm.MLNet.Cli;

/// <summary>What <c>inspect --json</c> prints.</summary>
internal sealed record InspectDocument(IReadOnlyList<InspectedSeries> Series, IReadOnlyList<InspectedFile> Skipped);
