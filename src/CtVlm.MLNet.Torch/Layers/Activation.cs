namespace CtVlm.MLNet.Torch;

/// <summary>The non-linearity between the two linear maps of a block.</summary>
internal enum Activation
{
    /// <summary>x * sigmoid(1.702 x), of the original CLIP models.</summary>
    QuickGelu = 0,

    /// <summary>x * Phi(x) through the error function.</summary>
    Gelu = 1,

    /// <summary>The tanh approximation of GELU.</summary>
    GeluTanh = 2,
}
