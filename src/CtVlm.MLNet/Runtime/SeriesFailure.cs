using System.Runtime.ExceptionServices;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet;

/// <summary>Why a series cannot be used. Only failures of the data are held; a defect of the program passes through.</summary>
internal sealed class SeriesFailure
{
    private readonly ExceptionDispatchInfo? _exception;

    public SeriesFailure(string reason) => Reason = reason;

    private SeriesFailure(Exception exception)
    {
        Reason = exception.Message;
        _exception = ExceptionDispatchInfo.Capture(exception);
    }

    public string Reason { get; }

    /// <summary>Runs work on a series and gives the failure, or null when it went well.</summary>
    public static SeriesFailure? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception exception) when (exception is DicomException or IOException or UnauthorizedAccessException)
        {
            return new SeriesFailure(exception);
        }
    }

    /// <summary>Throws what was caught, with its own stack.</summary>
    public void Throw()
    {
        _exception?.Throw();
        throw new DicomException(Reason);
    }
}
