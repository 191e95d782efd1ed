namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a text tower.</summary>
/// <param name="Tower">Sizes of the blocks.</param>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="ContextLength">Most tokens of a text, both ends included.</param>
internal sealed record OpenClipTextConfig(OpenClipTowerConfig Tower, int VocabularySize, int ContextLength);
