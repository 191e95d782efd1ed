namespace CtVlm.MLNet.Torch;

/// <summary>How the tokens of an image become one vector.</summary>
internal enum VitPooling
{
    /// <summary>The class token.</summary>
    Token = 0,

    /// <summary>The mean of the patch tokens.</summary>
    Average = 1,
}
