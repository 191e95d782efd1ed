namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a CLIP text tower.</summary>
/// <param name="Tower">Sizes of the blocks.</param>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="ContextLength">Most tokens of a text, both ends included.</param>
/// <param name="EndOfTextId">Id of the end of a text, whose row is the text's embedding.</param>
internal sealed record ClipTextConfig(ClipTowerConfig Tower, int VocabularySize, int ContextLength, int EndOfTextId)
{
    /// <summary>
    /// The value that older configurations have for <see cref="EndOfTextId"/> although no vocabulary has its end there. Such models
    /// take the row of the first largest id instead, which the end of a text is in CLIP's own vocabulary.
    /// </summary>
    public const int LegacyEndOfTextId = 2;
}
