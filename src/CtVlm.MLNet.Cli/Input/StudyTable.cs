namespace CtVlm.MLNet.Cli;

/// <summary>The series of a cohort, in order.</summary>
/// <param name="Studies">A row each.</param>
/// <param name="ExtraColumns">Names of the columns beside those of the contract.</param>
/// <param name="HasReport">Whether the studies' reports were read from a column.</param>
internal sealed record StudyTable(IReadOnlyList<Study> Studies, IReadOnlyList<string> ExtraColumns, bool HasReport = false);
