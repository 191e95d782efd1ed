namespace CtVlm.MLNet.Dicom;

/// <summary>The kept elements of one data set or item: raw values in one block, items of kept sequences beside them.</summary>
internal sealed partial class DicomDataset(string name)
{
    private readonly List<Entry> _entries = [];
    private List<KeyValuePair<uint, DicomDataset>>? _items;
    private byte[] _store = new byte[512];
    private int _used;

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; } = name;

    /// <summary>The items of a kept sequence, in file order.</summary>
    public IEnumerable<DicomDataset> Items(uint tag) => _items?.Where(item => item.Key == tag).Select(item => item.Value) ?? [];

    public void AddItem(uint tag, DicomDataset item) => (_items ??= []).Add(new(tag, item));

    public void Add(DicomElement element, bool isBigEndian, ReadOnlySpan<byte> value)
    {
        if (_used + value.Length > _store.Length)
        {
            Array.Resize(ref _store, Math.Max(_store.Length * 2, _used + value.Length));
        }

        value.CopyTo(_store.AsSpan(_used));
        _entries.Add(new Entry(element.Tag, element.Vr, isBigEndian, _used, value.Length));
        _used += value.Length;
    }

    /// <summary>Notes that an element is there, without its value.</summary>
    public void Note(DicomElement element) => _entries.Add(new Entry(element.Tag, element.Vr, IsBigEndian: false, _used, Length: 0));

    /// <summary>Whether the element is there, with or without a value.</summary>
    public bool Contains(uint tag) => Find(tag) != null;

    /// <summary>Whether the element is there and not empty.</summary>
    public bool HasValue(uint tag) => Find(tag) is { Length: > 0 };

    private Entry? Find(uint tag)
    {
        foreach (Entry entry in _entries)
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
