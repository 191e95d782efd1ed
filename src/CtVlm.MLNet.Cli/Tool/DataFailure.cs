using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary>Tells failures of the data, which belong to one series, from defects and wrong settings, which end a command.</summary>
internal static class DataFailure
{
    /// <summary>Whether the exception, or what it wraps, says that a series or file cannot be used.</summary>
    public static bool Is(Exception exception) => Unwrap(exception) is DicomException or IOException or UnauthorizedAccessException;

    /// <summary>The failure behind the wrappers that data views and parallel loops put around it.</summary>
    public static Exception Unwrap(Exception exception)
    {
        if (exception is ToolException)
        {
            return exception;
        }

        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is DicomException or IOException or UnauthorizedAccessException or OperationCanceledException)
            {
                return inner;
            }
        }

        return exception is AggregateException { InnerException: { } first } ? first : exception;
    }
}
