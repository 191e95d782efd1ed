namespace CtVlm.MLNet.Torch;

/// <summary>What happens to a text before CLIP's tokenizer sees it.</summary>
internal enum ClipCleaning
{
    /// <summary>As transformers: canonical composition, white space to spaces, lower case.</summary>
    Transformers = 0,

    /// <summary>As open_clip: broken characters and HTML entities repaired first, white space collapsed, lower case.</summary>
    OpenClip = 1,
}
