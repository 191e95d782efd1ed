namespace CtVlm.MLNet;

/// <summary>What is kept of a row.</summary>
/// <param name="Vectors">The embedding, then what it is compared with.</param>
/// <param name="Label">The class; null where missing or not asked for.</param>
/// <param name="Patient">The patient; null where not asked for.</param>
internal sealed record DiagnosedRow(float[][] Vectors, LabelValue? Label, string? Patient);
