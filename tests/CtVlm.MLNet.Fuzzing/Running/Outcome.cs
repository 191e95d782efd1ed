namespace CtVlm.MLNet.Fuzzing;

/// <summary>What came of one run.</summary>
/// <param name="IsAccepted">Whether the input was delivered rather than refused.</param>
/// <param name="Failure">What must not happen; null when all is well.</param>
internal readonly record struct Outcome(bool IsAccepted, Exception? Failure)
{
    /// <summary>Failures of one key are one defect: the exception's type and where it came from.</summary>
    public string Key => Failure == null ? "" : $"{Failure.GetType().Name} {Place(Failure)}";

    /// <summary>The first line of the stack trace within the library, or the message where there is none.</summary>
    private static string Place(Exception failure)
    {
        string? frame = failure is FuzzFailureException
            ? null
            : failure.StackTrace?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains("CtVlm.MLNet.Dicom.", StringComparison.Ordinal));
        return frame == null ? new string([.. failure.Message.Where(c => !char.IsAsciiDigit(c))]) : frame.Split(" in ")[0];
    }
}
