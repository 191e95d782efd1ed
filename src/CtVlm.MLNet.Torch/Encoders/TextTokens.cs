namespace CtVlm.MLNet.Torch;

/// <summary>How many tokens a text has.</summary>
/// <param name="Used">Tokens that the encoder sees, both ends included.</param>
/// <param name="Full">Tokens that the whole text would have.</param>
public readonly record struct TextTokens(int Used, int Full)
{
    /// <summary>True when the end of the text was cut off to fit the context.</summary>
    public bool IsTruncated => Full > Used;
}
