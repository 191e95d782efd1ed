using System.Text;
using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Torch;

/// <summary>A tokenizer without a vocabulary file: each word's id is a hash of its letters.</summary>
/// <remarks>For untrained encoders, whose token vectors are random anyway. The hash is FNV-1a, 32 bits, the same on every machine.</remarks>
internal sealed partial class HashedWordTokenizer : ITextTokenizer
{
    /// <summary>The id that begins a text.</summary>
    public const int StartId = 0;

    /// <summary>The id that ends a text.</summary>
    public const int TextEndId = 1;

    private const int ReservedIds = 3;

    private readonly int _vocabularySize;

    /// <summary>Makes a tokenizer.</summary>
    /// <param name="vocabularySize">Number of ids, above 3.</param>
    /// <param name="contextLength">Most ids of a text, both ends included; 2 or more.</param>
    public HashedWordTokenizer(int vocabularySize, int contextLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(vocabularySize, ReservedIds);
        ArgumentOutOfRangeException.ThrowIfLessThan(contextLength, 2);
        _vocabularySize = vocabularySize;
        ContextLength = contextLength;
    }

    public int ContextLength { get; }

    public int PadId => TextEndId;

    public bool PadsToContext => false;

    public TokenizedText Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] words = [.. Words().Matches(TransformersText.Clean(text)).Select(m => Hash(m.Value))];
        return new TokenizedText([StartId, .. words.Take(ContextLength - 2), TextEndId], words.Length + 2);
    }

    private int Hash(string word)
    {
        uint hash = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(word))
        {
            hash = unchecked((hash ^ b) * 16777619);
        }

        return ReservedIds + (int)(hash % (uint)(_vocabularySize - ReservedIds));
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+|[^\s\p{L}\p{N}]", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
