namespace CtVlm.MLNet.Torch;

/// <summary>A dictionary of a pickle: what its text keys hold. Other keys hold nothing that a checkpoint is read for, and are left out.</summary>
internal sealed class PickledDictionary
{
    private readonly Dictionary<string, object?> _items = new(StringComparer.Ordinal);

    /// <summary>The values of text keys.</summary>
    public IReadOnlyDictionary<string, object?> Items => _items;

    /// <summary>The tensors among the values.</summary>
    public IEnumerable<KeyValuePair<string, PickledTensor>> Tensors =>
        _items.Where(i => i.Value is PickledTensor).Select(i => KeyValuePair.Create(i.Key, (PickledTensor)i.Value!));

    /// <summary>Adds an item.</summary>
    /// <returns>False when the key is there.</returns>
    public bool Add(object? key, object? value) => key is not string text || _items.TryAdd(text, value);
}
