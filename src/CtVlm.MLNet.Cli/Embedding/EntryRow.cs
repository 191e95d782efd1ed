using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary>A row of the pipeline that starts from series whose headers were already read.</summary>
internal sealed class EntryRow
{
    private readonly Lazy<(CtVolume? Volume, string Failure)> _opened;

    /// <summary>Names a series; it is opened when the pipeline asks for it.</summary>
    public EntryRow(int index, CtSeriesEntry entry)
    {
        Index = index;
        _opened = new Lazy<(CtVolume?, string)>(() => Open(entry));
    }

    /// <summary>Place in the list of studies.</summary>
    public int Index { get; }

    /// <summary>The series; null when it could not be opened.</summary>
    [CtVolumeType]
    public CtVolume? Volume => _opened.Value.Volume;

    /// <summary>Why it could not be opened; empty when it was.</summary>
    public string VolumeError => _opened.Value.Failure;

    private static (CtVolume?, string) Open(CtSeriesEntry entry)
    {
        try
        {
            return (entry.Open(), "");
        }
        catch (Exception exception) when (DataFailure.Is(exception))
        {
            return (null, PlainText.Reason(exception));
        }
    }
}
