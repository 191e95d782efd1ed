namespace CtVlm.MLNet.Phantoms;

/// <summary>What was written.</summary>
/// <param name="StudiesPath">Path of studies.csv.</param>
/// <param name="PatientCount">Number of patients.</param>
/// <param name="SeriesCount">Number of series, one row of studies.csv each.</param>
/// <param name="PatientsBySeverity">Number of patients of each <see cref="PhantomSeverity"/>, 3 numbers.</param>
public sealed record PhantomCohortSummary(string StudiesPath, int PatientCount, int SeriesCount, IReadOnlyList<int> PatientsBySeverity);
