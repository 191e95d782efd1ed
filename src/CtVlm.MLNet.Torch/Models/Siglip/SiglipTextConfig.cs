namespace CtVlm.MLNet.Torch;

/// <summary>Sizes of a SigLIP text tower.</summary>
/// <param name="Tower">Sizes of the blocks, which are those of CLIP.</param>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="ContextLength">Tokens of every text: shorter ones are filled up, for the model sees its padding.</param>
/// <param name="ProjectedWidth">Width of the space that images and texts share.</param>
internal sealed record SiglipTextConfig(ClipTowerConfig Tower, int VocabularySize, int ContextLength, int ProjectedWidth);
