namespace CtVlm.MLNet.Torch;

/// <summary>Makes storages and tensors of the arguments that a pickle gives for them.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class PickledTensorBuilder(string path)
{
    private readonly Dictionary<string, PickledStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>Every storage that was named.</summary>
    public IReadOnlyDictionary<string, PickledStorage> Storages => _storages;

    /// <summary>The storage of a persistent id: ('storage', type, key, device, number of elements[, None]).</summary>
    /// <exception cref="WeightsException">It is not such an id.</exception>
    public PickledStorage Store(object? id)
    {
        if (id is not object?[] { Length: 5 or 6 } parts
            || parts[0] is not "storage"
            || parts[1] is not PickleName { ElementType: SafetensorsType type }
            || parts[2] is not string key
            || parts[3] is not string
            || parts[4] is not (long count and >= 0)
            || (parts.Length == 6 && parts[5] is not null))
        {
            PickleThrow.Call(path, "names an object outside it that is not ('storage', type, key, device, number of elements)");
            return null;
        }

        PickledStorage storage = new(key, type, count);
        if (_storages.TryGetValue(key, out PickledStorage? known) && known != storage)
        {
            PickleThrow.Storage(path, key, $"is named as {known.Count:N0} elements of {known.Type.GetName()} and as {count:N0} of {type.GetName()}");
        }

        return _storages[key] = storage;
    }

    /// <summary>The tensor of _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks[, metadata]).</summary>
    /// <exception cref="WeightsException">The arguments are others, or the view does not lie inside its storage.</exception>
    public PickledTensor View(object?[] arguments)
    {
        if (arguments is not [PickledStorage storage, long offset, object?[] size, object?[] stride, bool, PickledDictionary or null, .. var rest]
            || rest is not ([] or [null] or [PickledDictionary { Items.Count: 0 }])
            || ReadNumbers(size) is not long[] shape
            || ReadNumbers(stride) is not long[] strides
            || shape.Length != strides.Length
            || shape.Length > PickleLimits.Rank)
        {
            PickleThrow.Call(path, $"calls torch._utils._rebuild_tensor_v2 with other arguments than (storage, offset, size, stride, requires_grad, hooks), of at most {PickleLimits.Rank} dimensions");
            return null;
        }

        if (offset < 0 || FindEnd(offset, shape, strides) > storage.Count)
        {
            PickleThrow.Tensor(path, $"[{string.Join(", ", shape)}]", $"with strides [{string.Join(", ", strides)}] from element {offset:N0} does not lie inside its storage of {storage.Count:N0} elements");
        }

        return new PickledTensor(storage, offset, shape, strides);
    }

    /// <summary>The tensor of _rebuild_parameter(tensor, requires_grad, hooks).</summary>
    /// <exception cref="WeightsException">The arguments are others.</exception>
    public PickledTensor Unwrap(object?[] arguments)
    {
        if (arguments is not [PickledTensor tensor, bool, PickledDictionary or null])
        {
            PickleThrow.Call(path, "calls torch._utils._rebuild_parameter with other arguments than (tensor, requires_grad, hooks)");
            return null;
        }

        return tensor;
    }

    /// <summary>Whole numbers, none below 0; null when there is anything else.</summary>
    private static long[]? ReadNumbers(object?[] values) => Array.TrueForAll(values, v => v is long and >= 0) ? [.. values.Select(v => (long)v!)] : null;

    // One past the last element of the view. A product of two numbers below 2^63 fits, and so do the few of them that are added.
    private static Int128 FindEnd(long offset, long[] shape, long[] strides)
    {
        if (shape.Contains(0))
        {
            return offset;
        }

        Int128 last = offset;
        for (int i = 0; i < shape.Length; i++)
        {
            last += (Int128)(shape[i] - 1) * strides[i];
        }

        return last + 1;
    }
}
