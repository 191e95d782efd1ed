namespace CtVlm.MLNet.Benchmarks;

/// <summary>One line of the report: the product against a reader of Python's, on the same files.</summary>
/// <param name="Name">The transfer syntax in words.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="Peer">The peer, as its script knows it.</param>
/// <param name="Limit">How many times faster the product has to be; null where that is only reported.</param>
internal sealed record ReaderRow(string Name, string Uid, string Peer, double? Limit)
{
    /// <summary>What the report calls it.</summary>
    public string Title => $"reading {Name}: speed / {Peer}";
}
