namespace CtVlm.MLNet.Dicom;

/// <summary>
/// The planes made last, so that reading slices one after another makes each plane once. A plane that two threads ask for at once is made by one of them. The memory of planes that nobody
/// uses any more serves the next ones.
/// </summary>
/// <param name="capacity">How many planes are kept, 2 or more.</param>
/// <param name="make">Makes the plane of a source slice, in the memory given, or in its own if null.</param>
internal sealed class PlaneCache(int capacity, Func<int, float[]?, ResampledPlane> make)
{
    private readonly Func<int, float[]?, ResampledPlane> _make = make;
    private readonly Lock _lock = new();
    private readonly List<Lease> _leases = [];
    private readonly Stack<float[]> _free = [];

    /// <summary>The plane of a source slice, valid until the lease is disposed.</summary>
    public Lease Rent(int slice)
    {
        Lease lease = Find(slice);
        try
        {
            lease.EnsureMade();
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private Lease Find(int slice)
    {
        lock (_lock)
        {
            int index = _leases.FindIndex(lease => lease.Slice == slice);
            Lease found = index < 0 ? new Lease(this, slice) : _leases[index];
            found.Users++;
            if (index >= 0)
            {
                _leases.RemoveAt(index);
            }
            else if (_leases.Count == capacity)
            {
                Lease oldest = _leases[0];
                _leases.RemoveAt(0);
                oldest.IsDropped = true;
                Reclaim(oldest);
            }

            _leases.Add(found);
            return found;
        }
    }

    private float[]? TakeFree()
    {
        lock (_lock)
        {
            return _free.TryPop(out float[]? values) ? values : null;
        }
    }

    private void Release(Lease lease)
    {
        lock (_lock)
        {
            lease.Users--;
            Reclaim(lease);
        }
    }

    /// <summary>Called under the lock.</summary>
    private void Reclaim(Lease lease)
    {
        if (lease is { IsDropped: true, Users: 0, Plane: { } plane } && _free.Count < capacity)
        {
            _free.Push(plane.Values);
            lease.Plane = null;
        }
    }

    /// <summary>A plane in use. Disposing it once for each <see cref="Rent"/> gives its memory back when the cache has dropped it.</summary>
    internal sealed class Lease(PlaneCache cache, int slice) : IDisposable
    {
        private readonly Lock _making = new();

        public int Slice { get; } = slice;

        public ResampledPlane? Plane { get; set; }

        /// <summary>How many callers hold it; guarded by the cache's lock.</summary>
        public int Users { get; set; }

        /// <summary>Whether the cache has let it go; guarded by the cache's lock.</summary>
        public bool IsDropped { get; set; }

        public void EnsureMade()
        {
            lock (_making)
            {
                Plane ??= cache._make(Slice, cache.TakeFree());
            }
        }

        public void Dispose() => cache.Release(this);
    }
}
