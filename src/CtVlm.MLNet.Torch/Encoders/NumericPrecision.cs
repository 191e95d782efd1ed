namespace CtVlm.MLNet.Torch;

/// <summary>The element type in which an encoder computes. Norms and softmax stay in float32.</summary>
public enum NumericPrecision
{
    /// <summary>float32 throughout: what the reference values are given in.</summary>
    Float32 = 0,

    /// <summary>bfloat16 where the processor computes it natively, decided by a short probe; else float32.</summary>
    Auto = 1,

    /// <summary>bfloat16 weights and activations.</summary>
    BFloat16 = 2,

    /// <summary>float16 weights and activations; for CUDA.</summary>
    Float16 = 3,
}
