namespace CtVlm.MLNet;

/// <summary>Everything one pass over a data view brings.</summary>
/// <param name="All">All labelled rows.</param>
/// <param name="Subgroups">The subgroups in the order of their values, missing last; empty without a subgroup column.</param>
internal sealed record ReadRows(EvaluatedPart All, IReadOnlyList<SubgroupRows> Subgroups);
