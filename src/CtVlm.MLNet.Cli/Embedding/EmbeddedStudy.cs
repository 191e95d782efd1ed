namespace CtVlm.MLNet.Cli;

/// <summary>What came out for one series.</summary>
/// <param name="Study">The series.</param>
/// <param name="Facts">What its headers say.</param>
/// <param name="Values">One vector, or one a slice, one after another; empty when it failed.</param>
/// <param name="Failure">Why there is no embedding; empty when there is one.</param>
internal sealed record EmbeddedStudy(Study Study, SeriesFacts Facts, float[] Values, string Failure);
