namespace CtVlm.MLNet.Torch;

/// <summary>What happens to a text before BERT's tokenizer sees it.</summary>
internal enum BertCleaning
{
    /// <summary>Nothing, as in transformers.</summary>
    None = 0,

    /// <summary>As open_clip: broken characters and HTML entities repaired, white space collapsed; the case is kept.</summary>
    OpenClip = 1,
}
