namespace CtVlm.MLNet.Torch;

/// <summary>How a pooling knows where a slice lies.</summary>
public enum SlicePositions
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>A learnt vector every so many millimetres, linear between them.</summary>
    Learned = 1,

    /// <summary>Sines and cosines of millimetres, times one learnt gain.</summary>
    Sinusoidal = 2,
}
