namespace CtVlm.MLNet.Dicom;

/// <summary>The fingerprint of a content, computed once for all volumes that show it. Holds on to none of them.</summary>
internal sealed class ContentFingerprint
{
    private readonly Lock _lock = new();
    private string? _value;

    /// <summary>The fingerprint, computed from a source of that content if it is not known.</summary>
    public string Get(ICtSliceSource source, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _value ??= source.ComputeContentFingerprint(cancellationToken);
        }
    }
}
