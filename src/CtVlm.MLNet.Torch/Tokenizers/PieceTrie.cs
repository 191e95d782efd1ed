namespace CtVlm.MLNet.Torch;

/// <summary>Finds every piece with which a text goes on, character by character.</summary>
internal sealed class PieceTrie
{
    private readonly Dictionary<long, int> _children = [];
    private readonly List<int> _ids = [-1];

    /// <summary>The node before the first character.</summary>
    public const int Root = 0;

    /// <summary>Whether there is no piece.</summary>
    public bool IsEmpty => _ids.Count == 1;

    /// <summary>Adds a piece; of two with the same text the first keeps its place.</summary>
    public void Add(string text, int id)
    {
        int node = Root;
        foreach (char c in text)
        {
            if (!_children.TryGetValue(Key(node, c), out int next))
            {
                next = _ids.Count;
                _ids.Add(-1);
                _children.Add(Key(node, c), next);
            }

            node = next;
        }

        _ids[node] = _ids[node] < 0 ? id : _ids[node];
    }

    /// <summary>Goes one UTF-16 unit on; false where no piece does.</summary>
    /// <param name="node">The node so far, and then the next one.</param>
    /// <param name="unit">The next unit of the text.</param>
    /// <param name="id">Id of the piece that ends here; -1 for none.</param>
    public bool TryStep(ref int node, char unit, out int id)
    {
        id = -1;
        if (!_children.TryGetValue(Key(node, unit), out node))
        {
            return false;
        }

        id = _ids[node];
        return true;
    }

    /// <summary>Length of the longest piece at the beginning of a text; 0 for none.</summary>
    public int FindLongest(ReadOnlySpan<char> text)
    {
        (int longest, int node) = (0, Root);
        for (int i = 0; i < text.Length && TryStep(ref node, text[i], out int id); i++)
        {
            longest = id >= 0 ? i + 1 : longest;
        }

        return longest;
    }

    private static long Key(int node, char unit) => ((long)node << 16) | unit;
}
