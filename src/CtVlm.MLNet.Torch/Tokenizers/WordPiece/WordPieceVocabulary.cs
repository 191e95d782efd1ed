using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>Cuts words into the longest pieces of a vocabulary, from left to right.</summary>
/// <remarks><b>Source:</b> Wu et al., arXiv 1609.08144, section 4.1; google-research/bert, tokenization.py (Apache-2.0).</remarks>
internal sealed class WordPieceVocabulary
{
    /// <summary>What marks a piece that continues a word, in BERT's vocabularies.</summary>
    public const string Continuation = "##";

    /// <summary>Longest word that is looked up, in BERT; a longer one is unknown.</summary>
    public const int DefaultLongestWord = 100;

    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _firstPieces;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _nextPieces;
    private readonly int _longestPiece;
    private readonly int _longestWord;
    private readonly int _unknownId;

    /// <summary>Makes a vocabulary.</summary>
    /// <param name="ids">Id of each piece; pieces that continue a word begin with <paramref name="continuation"/>.</param>
    /// <param name="unknownId">The id of words that cannot be made of pieces.</param>
    /// <param name="continuation">What marks a piece that continues a word.</param>
    /// <param name="longestWord">Characters of the longest word that is looked up.</param>
    public WordPieceVocabulary(IReadOnlyDictionary<string, int> ids, int unknownId, string continuation = Continuation, int longestWord = DefaultLongestWord)
    {
        foreach ((string piece, int id) in ids)
        {
            _first[piece] = id;
            if (piece.Length > continuation.Length && piece.StartsWith(continuation, StringComparison.Ordinal))
            {
                _next[piece[continuation.Length..]] = id;
            }

            _longestPiece = Math.Max(_longestPiece, piece.Length);
        }

        _firstPieces = _first.GetAlternateLookup<ReadOnlySpan<char>>();
        _nextPieces = _next.GetAlternateLookup<ReadOnlySpan<char>>();
        _unknownId = unknownId;
        _longestWord = longestWord;
    }

    /// <summary>Adds the ids of a word's pieces, or the unknown one.</summary>
    public void Append(ReadOnlySpan<char> word, ref TokenIdList ids)
    {
        if (word.Length > _longestWord && CountCharacters(word) > _longestWord)
        {
            ids.Add(_unknownId);
            return;
        }

        int before = ids.Count;
        for (int at = 0; at < word.Length;)
        {
            int length = FindPiece(word[at..], at == 0 ? _firstPieces : _nextPieces, out int id);
            if (length == 0)
            {
                ids.Truncate(before);
                ids.Add(_unknownId);
                return;
            }

            ids.Add(id);
            at += length;
        }
    }

    private int FindPiece(ReadOnlySpan<char> word, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> pieces, out int id)
    {
        for (int length = Math.Min(word.Length, _longestPiece); length > 0; length--)
        {
            if (pieces.TryGetValue(word[..length], out id))
            {
                return length;
            }
        }

        id = _unknownId;
        return 0;
    }

    private static int CountCharacters(ReadOnlySpan<char> word)
    {
        int count = 0;
        foreach (Rune _ in word.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
