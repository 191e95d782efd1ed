namespace CtVlm.MLNet.Dicom;

/// <summary>The kept elements of one data set or item: raw values in one block, items of kept sequences beside them.</summary>
internal sealed partial class DicomDataset(string name)
{
    /// <summary>Spare room when the block grows. An enhanced image has thousands of items of a few bytes, so that there is none at first.</summary>
    private const int MaxSpareBytes = 4096;

    private Entry[] _entries = [];
    private int _entryCount;
    private List<KeyValuePair<uint, DicomDataset>>? _items;
    private byte[] _store = [];
    private int _used;

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; } = name;

    /// <summary>The items of a kept sequence, in file order.</summary>
    public IEnumerable<DicomDataset> Items(uint tag) => _items?.Where(item => item.Key == tag).Select(item => item.Value) ?? [];

    public void AddItem(uint tag, DicomDataset item) => (_items ??= []).Add(new(tag, item));

    /// <summary>Keeps a value. An element that is there already stays as it is: a tag stands once in a data set, so that repeats cannot fill memory.</summary>
    public void Add(DicomElement element, bool isBigEndian, ReadOnlySpan<byte> value)
    {
        if (Contains(element.Tag))
        {
            return;
        }

        int needed = _used + value.Length;
        if (needed > _store.Length)
        {
            Array.Resize(ref _store, needed + Math.Min(_used, MaxSpareBytes));
        }

        if (_entryCount == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(1, 2 * _entryCount));
        }

        value.CopyTo(_store.AsSpan(_used));
        _entries[_entryCount++] = new Entry(element.Tag, element.Vr, isBigEndian, _used, value.Length);
        _used = needed;
    }

    /// <summary>Notes that an element is there, without its value.</summary>
    public void Note(DicomElement element) => Add(element, isBigEndian: false, []);

    /// <summary>Whether the element is there, with or without a value.</summary>
    public bool Contains(uint tag) => Find(tag) != null;

    /// <summary>Whether the element is there and not empty.</summary>
    public bool HasValue(uint tag) => Find(tag) is { Length: > 0 };

    private Entry? Find(uint tag)
    {
        foreach (Entry entry in _entries.AsSpan(0, _entryCount))
        {
            if (entry.Tag == tag)
            {
                return entry;
            }
        }

        return null;
    }

    private ReadOnlySpan<byte> Bytes(Entry entry) => _store.AsSpan(entry.Offset, entry.Length);

    private readonly record struct Entry(uint Tag, ushort Vr, bool IsBigEndian, int Offset, int Length);
}
