using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads a SentencePiece model file (spiece.model, tokenizer.model).</summary>
/// <remarks>
/// The file is a protocol buffer: 1 pieces {1 text, 2 score float, 3 type}, 2 trainer {3 kind, 24 white space as suffix, 35 byte fallback},
/// 3 normalizer {2 character map, 3 adds prefix, 4 collapses spaces, 5 escapes spaces}. Other fields tell how it was trained.
/// <b>Source:</b> google/sentencepiece, src/sentencepiece_model.proto (Apache-2.0).
/// </remarks>
internal static class SentencePieceFile
{
    // The largest published vocabularies take 5 MB.
    private const long MaximumBytes = 64L << 20;
    private const ulong Unigram = 1;
    private const ulong Pairs = 2;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <exception cref="WeightsException">It is too large, damaged, or of a kind that is not supported.</exception>
    public static SentencePieceModel Read(string path)
    {
        byte[] bytes = BoundedFile.Read("Tokenizer", path, MaximumBytes, "It is not a SentencePiece model.");
        try
        {
            return Parse(bytes);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            throw new WeightsException($"Tokenizer {path}: not a sound SentencePiece model: {e.Message} Fetch the file again.", e);
        }
    }

    private static SentencePieceModel Parse(byte[] bytes)
    {
        List<SentencePiece> pieces = [];
        SentencePieceModel model = new() { Pieces = pieces, IsPairs = false };
        ProtobufReader fields = new(bytes);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    pieces.Add(ParsePiece(fields.Bytes));
                    break;
                case 2:
                    model = ParseTrainer(model, fields.Bytes);
                    break;
                case 3:
                    model = ParseNormalizer(model, fields.Bytes);
                    break;
            }
        }

        return pieces.Count > 0 ? model : throw new FormatException("it holds no pieces.");
    }

    private static SentencePiece ParsePiece(ReadOnlySpan<byte> bytes)
    {
        (string text, float score, SentencePieceType type) = ("", 0, SentencePieceType.Normal);
        ProtobufReader fields = new(bytes);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    text = s_strict.GetString(fields.Bytes);
                    break;
                case 2:
                    score = fields.Single;
                    break;
                case 3:
                    type = (SentencePieceType)(int)Math.Min(fields.Number, int.MaxValue);
                    break;
            }
        }

        return text.Length > 0 && float.IsFinite(score) && Enum.IsDefined(type)
            ? new SentencePiece(text, score, type)
            : throw new FormatException($"a piece of {text.Length} characters with the score {score} and the type {(int)type}.");
    }

    private static SentencePieceModel ParseTrainer(SentencePieceModel model, ReadOnlySpan<byte> bytes)
    {
        ProtobufReader fields = new(bytes);
        while (fields.Read())
        {
            model = fields.Field switch
            {
                3 when fields.Number is Unigram or Pairs => model with { IsPairs = fields.Number == Pairs },
                3 => throw new FormatException($"the kind of model {fields.Number} is not supported; unigram ({Unigram}) and byte pairs ({Pairs}) are."),
                24 when fields.Number != 0 => throw new FormatException("white space as a suffix of words is not supported."),
                35 => model with { HasByteFallback = fields.Number != 0 },
                _ => model,
            };
        }

        return model;
    }

    private static SentencePieceModel ParseNormalizer(SentencePieceModel model, ReadOnlySpan<byte> bytes)
    {
        ProtobufReader fields = new(bytes);
        while (fields.Read())
        {
            model = fields.Field switch
            {
                2 => model with { CharacterMap = fields.Bytes.ToArray() },
                3 => model with { AddsPrefix = fields.Number != 0 },
                4 => model with { CollapsesSpaces = fields.Number != 0 },
                5 when fields.Number == 0 => throw new FormatException("pieces with plain spaces are not supported."),
                _ => model,
            };
        }

        return model;
    }
}
