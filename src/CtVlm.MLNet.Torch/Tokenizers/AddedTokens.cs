using System.Buffers;

namespace CtVlm.MLNet.Torch;

/// <summary>Finds tokens that are looked for in a text before anything else happens to it.</summary>
internal sealed class AddedTokens
{
    private readonly SearchValues<string> _any;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;
    private readonly int[] _lengths;

    /// <summary>Tokens with their ids; none is empty.</summary>
    public AddedTokens(IReadOnlyDictionary<string, int> tokens)
    {
        _any = SearchValues.Create([.. tokens.Keys], StringComparison.Ordinal);
        _ids = new Dictionary<string, int>(tokens, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. tokens.Keys.Select(t => t.Length).Distinct().OrderDescending()];
    }

    /// <summary>Finds the first token of a text, the longest where several begin at the same place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="before">Number of characters before it.</param>
    /// <param name="length">Its number of characters.</param>
    /// <param name="id">Its id.</param>
    /// <returns>False where there is none.</returns>
    public bool Find(ReadOnlySpan<char> text, out int before, out int length, out int id)
    {
        before = text.IndexOfAny(_any);
        if (before >= 0)
        {
            foreach (int candidate in _lengths)
            {
                if (candidate <= text.Length - before && _ids.TryGetValue(text.Slice(before, candidate), out id))
                {
                    length = candidate;
                    return true;
                }
            }
        }

        (length, id) = (0, 0);
        return false;
    }

    /// <summary>Takes a text apart at the tokens, in time linear in its length.</summary>
    /// <returns>What lies between them, none of it empty, with null; and each token with its id. In order.</returns>
    public IEnumerable<(string Text, int? Id)> Split(string text)
    {
        int at = 0;
        while (Find(text.AsSpan(at), out int before, out int length, out int id))
        {
            if (before > 0)
            {
                yield return (text.Substring(at, before), null);
            }

            yield return (text.Substring(at + before, length), id);
            at += before + length;
        }

        if (at < text.Length)
        {
            yield return (text[at..], null);
        }
    }
}
