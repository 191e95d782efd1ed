using System.Buffers;
using System.Runtime.CompilerServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>A growing list of plain values in a pooled array, reached by reference. Must be disposed once, and never copied.</summary>
/// <typeparam name="T">A value type without references, so that the array need not be cleared on return.</typeparam>
internal struct PooledList<T> : IDisposable
    where T : unmanaged
{
    private T[]? _items;

    /// <summary>How many items are in use.</summary>
    public int Count { get; private set; }

    /// <summary>The items in use; valid until the list grows.</summary>
    public readonly Span<T> Items => _items.AsSpan(0, Count);

    /// <summary>An item by reference, valid until the list grows.</summary>
    public readonly ref T this[int index] => ref Items[index];

    /// <summary>Forgets the items and keeps the array.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds one item.</summary>
    /// <returns>Its index.</returns>
    public int Add(T item)
    {
        int index = Count;
        Reserve(1);
        _items![index] = item;
        return index;
    }

    /// <summary>Adds items of all zero bits.</summary>
    /// <returns>The index of the first.</returns>
    public int Extend(int count)
    {
        int first = Count;
        Reserve(count);
        _items.AsSpan(first, count).Clear();
        return first;
    }

    public void Dispose()
    {
        if (_items != null)
        {
            ArrayPool<T>.Shared.Return(_items);
            _items = null;
            Count = 0;
        }
    }

    private void Reserve(int count)
    {
        int needed = checked(Count + count);
        if (_items == null || needed > _items.Length)
        {
            Grow(needed);
        }

        Count = needed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int needed)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, 2 * Count));
        if (_items != null)
        {
            Items.CopyTo(larger);
            ArrayPool<T>.Shared.Return(_items);
        }

        _items = larger;
    }
}
