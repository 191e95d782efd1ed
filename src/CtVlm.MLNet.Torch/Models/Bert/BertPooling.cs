namespace CtVlm.MLNet.Torch;

/// <summary>How the tokens of a text become one vector.</summary>
internal enum BertPooling
{
    /// <summary>The mean over the text's tokens, both ends included, without the padding.</summary>
    Mean = 0,

    /// <summary>The first token's vector.</summary>
    FirstToken = 1,
}
