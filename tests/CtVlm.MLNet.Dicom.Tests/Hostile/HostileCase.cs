using System.Text.Json.Serialization;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>One broken input: what is wrong with it and what a good reader does.</summary>
internal sealed record HostileCase(
    string Id,
    string Path,
    string What,
    string Expect,
    string[] ErrorNamesAnyOf,
    [property: JsonPropertyName("hu_sha256_if_read")] string? HuSha256IfRead,
    int[]? ShapeIfRead);
