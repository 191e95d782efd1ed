using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace CtVlm.MLNet.Torch;

/// <summary>CLIP's lower-case byte-pair tokenizer.</summary>
/// <remarks><b>Source:</b> Radford et al., arXiv 2103.00020; huggingface/transformers, CLIPTokenizer (Apache-2.0); mlfoundations/open_clip, SimpleTokenizer (MIT).</remarks>
internal sealed partial class ClipTokenizer : ITextTokenizer
{
    private const string EndOfWord = "</w>";

    private readonly BpeTokenizer _pairs;
    private readonly ClipCleaning _cleaning;
    private readonly AddedTokens _special;
    private readonly int _startId;

    /// <summary>Makes a tokenizer of a vocabulary and its merges.</summary>
    /// <param name="vocabulary">Id of each token.</param>
    /// <param name="merges">Pairs in order of precedence, each "left right".</param>
    /// <param name="startToken">The token that begins a text.</param>
    /// <param name="endToken">The token that ends a text.</param>
    /// <param name="contextLength">Most ids of a text, both ends included; 2 or more.</param>
    /// <param name="cleaning">What happens to a text first.</param>
    /// <exception cref="WeightsException">The vocabulary lacks one of the two tokens.</exception>
    public ClipTokenizer(
        IReadOnlyDictionary<string, int> vocabulary,
        IEnumerable<string> merges,
        string startToken,
        string endToken,
        int contextLength,
        ClipCleaning cleaning)
    {
        _startId = Find(vocabulary, startToken);
        EndId = Find(vocabulary, endToken);
        // Each of the two libraries has its own spelling in texts, and takes the other's as plain text.
        bool isOpenClip = cleaning == ClipCleaning.OpenClip;
        _special = new AddedTokens(new Dictionary<string, int>(StringComparer.Ordinal)
        {
            [isOpenClip ? OpenClipText.StartToken : startToken] = _startId,
            [isOpenClip ? OpenClipText.EndToken : endToken] = EndId,
        });
        ContextLength = contextLength;
        _cleaning = cleaning;
        _pairs = BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = merges,
            PreTokenizer = new RegexPreTokenizer(Words(), null),
            EndOfWordSuffix = EndOfWord,
            ByteLevel = true,
            UnknownToken = endToken,
        });
    }

    public int ContextLength { get; }

    public int EndId { get; }

    // open_clip fills up with 0, the token of "!"; transformers with the token of the end.
    public int PadId => _cleaning == ClipCleaning.OpenClip ? 0 : EndId;

    public bool PadsToContext => false;

    public TokenizedText Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [_startId];
        bool isOpenClip = _cleaning == ClipCleaning.OpenClip;
        // A special token in the text stands for itself: in transformers before anything else happens to the text, in open_clip after the cleaning.
        foreach ((string part, int? special) in _special.Split(isOpenClip ? OpenClipText.Clean(text) : text))
        {
            if (special is int id)
            {
                ids.Add(id);
            }
            else
            {
                ids.AddRange(_pairs.EncodeToIds(isOpenClip ? part : TransformersText.Clean(part), considerPreTokenization: true, considerNormalization: false));
            }
        }

        int full = ids.Count + 1;
        if (full > ContextLength)
        {
            ids.RemoveRange(ContextLength - 1, ids.Count - (ContextLength - 1));
        }

        ids.Add(EndId);
        return new TokenizedText(ids, full);
    }

    private static int Find(IReadOnlyDictionary<string, int> vocabulary, string token) => vocabulary.TryGetValue(token, out int id)
        ? id
        : throw new WeightsException($"CLIP tokenizer: the vocabulary of {vocabulary.Count} tokens has no '{token}'. Take vocab.json and merges.txt, or tokenizer.json, from the model's own publisher.");

    // English contractions, runs of letters, single digits, runs of anything else.
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
