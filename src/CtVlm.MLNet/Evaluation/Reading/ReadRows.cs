namespace CtVlm.MLNet;

/// <summary>Everything one pass over a data view brings.</summary>
/// <param name="All">All labelled rows.</param>
/// <param name="Subgroups">The subgroups in the order of their values, missing last; empty without a subgroup column.</param>
/// <param name="Patients">Identifier of each patient, by number, to compare two readings; null without a patient column.</param>
internal sealed record ReadRows(EvaluatedPart All, IReadOnlyList<SubgroupRows> Subgroups, IReadOnlyList<string>? Patients);
