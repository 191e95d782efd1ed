namespace CtVlm.MLNet.Dicom;

/// <summary>What was read of functional groups, each read once however many frames share it.</summary>
internal sealed class GroupMemo<T>(Func<DicomDataset, T> read)
{
    private readonly Dictionary<DicomDataset, T> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a group says.</summary>
    /// <exception cref="DicomException">It cannot be read.</exception>
    public T this[DicomDataset group] => _known.TryGetValue(group, out T? value) ? value : _known[group] = read(group);
}
