namespace CtVlm.MLNet.Dicom;

/// <summary>The fingerprint of a volume's content, computed once for all volumes that share its slices.</summary>
internal sealed class ContentFingerprint(ICtSliceSource source)
{
    private readonly Lock _lock = new();
    private string? _value;

    public string Get(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _value ??= source.ComputeContentFingerprint(cancellationToken);
        }
    }
}
