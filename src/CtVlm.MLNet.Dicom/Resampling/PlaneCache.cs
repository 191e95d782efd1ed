namespace CtVlm.MLNet.Dicom;

/// <summary>
/// The planes made last, so that reading slices one after another makes each plane once. A plane that two threads ask for at once is made by one of them.
/// </summary>
internal sealed class PlaneCache(int capacity, Func<int, ResampledPlane> make)
{
    private readonly Lock _lock = new();
    private readonly List<Slot> _slots = [];

    public ResampledPlane Get(int slice)
    {
        Slot slot = Find(slice);
        lock (slot.Making)
        {
            return slot.Plane ??= make(slice);
        }
    }

    private Slot Find(int slice)
    {
        lock (_lock)
        {
            int index = _slots.FindIndex(slot => slot.Slice == slice);
            Slot found = index < 0 ? new Slot(slice) : _slots[index];
            if (index >= 0)
            {
                _slots.RemoveAt(index);
            }
            else if (_slots.Count == capacity)
            {
                _slots.RemoveAt(0);
            }

            _slots.Add(found);
            return found;
        }
    }

    private sealed class Slot(int slice)
    {
        public int Slice { get; } = slice;

        public Lock Making { get; } = new();

        public ResampledPlane? Plane { get; set; }
    }
}
