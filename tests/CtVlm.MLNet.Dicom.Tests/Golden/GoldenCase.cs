namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>One row of cases.json.</summary>
internal sealed record GoldenCase(
    string Id,
    string Group,
    string What,
    string Path,
    string Outcome,
    Dictionary<string, string> Skipped,
    string[][] SkippedOneOf,
    GoldenVolume[] Volumes)
{
    public bool MayRefuse => Outcome.EndsWith("or-clear-error", StringComparison.Ordinal);
}
