namespace CtVlm.MLNet.Dicom;

/// <summary>One irregularity of a series, in a plain sentence without patient identity.</summary>
/// <param name="Kind">What kind of irregularity it is.</param>
/// <param name="Message">What was found and how it was handled.</param>
public sealed record CtWarning(CtWarningKind Kind, string Message);
