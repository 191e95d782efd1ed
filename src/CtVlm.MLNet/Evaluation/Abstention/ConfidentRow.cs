namespace CtVlm.MLNet;

/// <summary>A row with a prediction.</summary>
/// <param name="Confidence">Its highest probability.</param>
/// <param name="IsCorrect">Whether the class of it is the actual one.</param>
internal readonly record struct ConfidentRow(float Confidence, bool IsCorrect);
