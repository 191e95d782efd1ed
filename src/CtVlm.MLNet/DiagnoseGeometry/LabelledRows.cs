using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Rows that have a class.</summary>
/// <param name="Rows">The rows as they are; null where only their distances matter.</param>
/// <param name="Pairs">Their distances.</param>
/// <param name="Classes">Class of each, from 0.</param>
/// <param name="Patients">Patient of each; null without.</param>
internal sealed record LabelledRows(DiagnosisRows? Rows, PairDistances Pairs, int[] Classes, int[]? Patients);
