namespace CtVlm.MLNet.Torch;

/// <summary>What a transformer's outputs become one vector by.</summary>
public enum TransformerReadout
{
    /// <summary>The output at a learnt token put before the slices.</summary>
    Cls = 0,

    /// <summary>The mean of the outputs at the slices.</summary>
    Mean = 1,
}
