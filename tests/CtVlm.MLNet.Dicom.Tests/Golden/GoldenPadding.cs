using System.Text.Json.Serialization;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>How many voxels are padding, and the volume's hash when they take the minimum of the others.</summary>
internal sealed record GoldenPadding(
    long Voxels,
    double HuMinimumOfOtherVoxels,
    [property: JsonPropertyName("float32_sha256_if_padding_becomes_that_minimum")] string ReplacedSha256);
