namespace CtVlm.MLNet.Phantoms;

/// <summary>How far the writing of a cohort has come.</summary>
/// <param name="CompletedPatients">Patients whose files are all written.</param>
/// <param name="TotalPatients">Patients of the cohort.</param>
/// <param name="CompletedSeries">Series of the completed patients.</param>
public readonly record struct PhantomProgress(int CompletedPatients, int TotalPatients, int CompletedSeries);
