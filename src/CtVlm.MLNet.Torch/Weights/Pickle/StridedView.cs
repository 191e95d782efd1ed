using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch;

/// <summary>The elements of a strided view in row-major order.</summary>
/// <remarks>Dimensions of length 1 are dropped, and neighbours that walk memory as one are merged: what is left of a plain tensor is one dimension of stride 1.</remarks>
internal sealed class StridedView
{
    private readonly long[] _lengths;
    private readonly long[] _strides;

    /// <summary>The view of a shape and strides, both checked by the caller: none below 0, their products within 64 bits where no length is 0.</summary>
    public StridedView(IReadOnlyList<long> shape, IReadOnlyList<long> strides)
    {
        List<long> lengths = [];
        List<long> steps = [];
        bool isEmpty = shape.Contains(0);
        for (int i = 0; i < shape.Count && !isEmpty; i++)
        {
            if (shape[i] == 1)
            {
                continue;
            }

            // The last kept dimension and this one are one where a step of the former spans the whole of the latter.
            if (steps.Count > 0 && (Int128)strides[i] * shape[i] == steps[^1])
            {
                lengths[^1] *= shape[i];
                steps[^1] = strides[i];
            }
            else
            {
                lengths.Add(shape[i]);
                steps.Add(strides[i]);
            }
        }

        _lengths = lengths.Count > 0 ? [.. lengths] : [isEmpty ? 0 : 1];
        _strides = lengths.Count > 0 ? [.. steps] : [1];
    }

    /// <summary>Whether the elements lie in memory as they are asked for.</summary>
    public bool IsContiguous => _strides is [1];

    /// <summary>Elements of storage from the first to the last that is used, both included.</summary>
    public long Extent => _lengths is [0] ? 0 : 1 + _lengths.Zip(_strides, (length, stride) => (length - 1) * stride).Sum();

    /// <summary>Collects elements.</summary>
    /// <param name="source">The storage from the view's first element on, <see cref="Extent"/> elements.</param>
    /// <param name="elementBytes">Bytes of an element: 1, 2, 4 or 8.</param>
    /// <param name="first">The first element wanted, counted in row-major order.</param>
    /// <param name="destination">Receives the elements; whole ones.</param>
    public void Gather(ReadOnlySpan<byte> source, int elementBytes, long first, Span<byte> destination)
    {
        switch (elementBytes)
        {
            case 1:
                Gather(source, first, destination);
                break;
            case 2:
                Gather(MemoryMarshal.Cast<byte, ushort>(source), first, MemoryMarshal.Cast<byte, ushort>(destination));
                break;
            case 4:
                Gather(MemoryMarshal.Cast<byte, uint>(source), first, MemoryMarshal.Cast<byte, uint>(destination));
                break;
            default:
                Gather(MemoryMarshal.Cast<byte, ulong>(source), first, MemoryMarshal.Cast<byte, ulong>(destination));
                break;
        }
    }

    private void Gather<TElement>(ReadOnlySpan<TElement> source, long first, Span<TElement> destination)
    {
        int last = _lengths.Length - 1;
        long[] index = IndexOf(first);
        while (destination.Length > 0)
        {
            int count = (int)Math.Min(_lengths[last] - index[last], destination.Length);
            long at = PositionOf(index);
            for (int i = 0; i < count; i++)
            {
                destination[i] = source[(int)(at + (i * _strides[last]))];
            }

            destination = destination[count..];
            index[last] += count;
            Carry(index);
        }
    }

    private long PositionOf(long[] index)
    {
        long position = 0;
        for (int i = 0; i < index.Length; i++)
        {
            position += index[i] * _strides[i];
        }

        return position;
    }

    private long[] IndexOf(long element)
    {
        long[] index = new long[_lengths.Length];
        for (int i = index.Length - 1; i >= 0; i--)
        {
            (element, index[i]) = Math.DivRem(element, _lengths[i]);
        }

        return index;
    }

    private void Carry(long[] index)
    {
        for (int i = index.Length - 1; i > 0 && index[i] == _lengths[i]; i--)
        {
            index[i] = 0;
            index[i - 1]++;
        }
    }
}
