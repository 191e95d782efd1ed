namespace CtVlm.MLNet.Cli;

/// <summary>A file that belongs to no series.</summary>
internal sealed record InspectedFile(string Path, string Reason);
