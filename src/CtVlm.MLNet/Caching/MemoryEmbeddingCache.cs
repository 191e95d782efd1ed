namespace CtVlm.MLNet;

/// <summary>Keeps the bags used last in memory, bounded in bytes.</summary>
internal sealed class MemoryEmbeddingCache(long maxBytes) : EmbeddingCache
{
    // Objects, dictionary and list nodes around the numbers, roughly.
    private const int Overhead = 512;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, EmbeddingBag Bag)>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, EmbeddingBag Bag)> _byUse = new();
    private long _bytes;

    private protected override EmbeddingBag? Read(EmbeddingCacheKey key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key.Hex, out LinkedListNode<(string Key, EmbeddingBag Bag)>? node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Bag;
        }
    }

    private protected override bool Write(EmbeddingCacheKey key, EmbeddingBag bag)
    {
        if (Size(bag) > maxBytes)
        {
            Counters.AddFailure(CacheMessage.TooLarge(Size(bag), maxBytes));
            return false;
        }

        lock (_lock)
        {
            if (_entries.TryGetValue(key.Hex, out LinkedListNode<(string Key, EmbeddingBag Bag)>? old))
            {
                Remove(old);
            }

            _entries.Add(key.Hex, _byUse.AddFirst((key.Hex, bag)));
            _bytes += Size(bag);
            while (_bytes > maxBytes)
            {
                Remove(_byUse.Last!);
                Counters.AddEviction();
            }
        }

        return true;
    }

    private static long Size(EmbeddingBag bag) => ((long)(bag.Values.Length + bag.Count) * sizeof(float)) + Overhead;

    private void Remove(LinkedListNode<(string Key, EmbeddingBag Bag)> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
        _bytes -= Size(node.Value.Bag);
    }
}
