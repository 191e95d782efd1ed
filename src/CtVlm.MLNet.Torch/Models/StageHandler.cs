using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Is shown what each stage of a model gives, as it is computed.</summary>
/// <param name="stage">Name of the stage: "ids" (the tokens of texts), "embeddings" (what enters the first block), "blocks.0", "blocks.1", ..., "norm" where all tokens pass a last norm, "pooled", "projected".</param>
/// <param name="value">Its value; valid during the call only.</param>
internal delegate void StageHandler(string stage, torch.Tensor value);
