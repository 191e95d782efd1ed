using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>Turns texts into the ids of a SentencePiece model, without ids that begin or end a text.</summary>
/// <remarks>
/// Own code, because Microsoft.ML.Tokenizers 2.0.1 refuses a unigram model without an id that begins a text, as SigLIP's are, and reads
/// byte-pair models from one of the two file formats only.
/// </remarks>
internal sealed class SentencePieceEncoder
{
    private readonly SentencePieceNormalizer _normalizer;
    private readonly ISentencePieceSegmenter _segmenter;
    private readonly int[] _byteIds = new int[256];
    private readonly int _unknownId;

    /// <summary>Makes an encoder of a model.</summary>
    /// <exception cref="FormatException">The model is damaged, or cannot express every text.</exception>
    public SentencePieceEncoder(SentencePieceModel model)
    {
        PieceTrie userDefined = new();
        Array.Fill(_byteIds, -1);
        foreach ((int id, SentencePiece piece) in model.Pieces.Index())
        {
            if (piece.Type == SentencePieceType.UserDefined)
            {
                userDefined.Add(piece.Text, id);
            }
            else if (piece.Type == SentencePieceType.Byte)
            {
                _byteIds[ReadByte(piece.Text)] = id;
            }
        }

        HasByteFallback = model.HasByteFallback;
        _unknownId = model.UnknownId;
        if (HasByteFallback ? _byteIds.Contains(-1) : _unknownId < 0)
        {
            throw new FormatException(HasByteFallback ? "it falls back to bytes but has not all 256 of them." : "it has no piece for what is unknown.");
        }

        _normalizer = new SentencePieceNormalizer(model, userDefined);
        _segmenter = model.IsPairs ? new PairSegmenter(model, userDefined) : new UnigramSegmenter(model);
    }

    /// <summary>Whether what no piece covers becomes bytes; else a run of it becomes one unknown id.</summary>
    public bool HasByteFallback { get; }

    /// <summary>Encodes a text of any length.</summary>
    public List<int> Encode(string text)
    {
        string normalized = _normalizer.Normalize(text);
        List<(int Id, int Length)> pieces = [];
        _segmenter.Segment(normalized, pieces);
        List<int> ids = new(pieces.Count);
        (int at, bool afterUnknown) = (0, false);
        foreach ((int id, int length) in pieces)
        {
            if (id >= 0)
            {
                ids.Add(id);
            }
            else if (HasByteFallback)
            {
                AddBytes(normalized.AsSpan(at, length), ids);
            }
            else if (!afterUnknown)
            {
                ids.Add(_unknownId);
            }

            afterUnknown = id < 0;
            at += length;
        }

        return ids;
    }

    private void AddBytes(ReadOnlySpan<char> text, List<int> ids)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (byte b in bytes[..Encoding.UTF8.GetBytes(text, bytes)])
        {
            ids.Add(_byteIds[b]);
        }
    }

    // "<0x41>"
    private static byte ReadByte(string text) =>
        text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) && text[^1] == '>'
        && byte.TryParse(text.AsSpan(3, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out byte value)
            ? value
            : throw new FormatException($"a piece for a byte is written '{text}'.");
}
