namespace CtVlm.MLNet.Torch;

/// <summary>The element type of a tensor in a safetensors file.</summary>
public enum SafetensorsType
{
    /// <summary>BOOL: one byte, 0 or 1.</summary>
    Boolean = 0,

    /// <summary>U8.</summary>
    UInt8 = 1,

    /// <summary>I8.</summary>
    Int8 = 2,

    /// <summary>U16.</summary>
    UInt16 = 3,

    /// <summary>I16.</summary>
    Int16 = 4,

    /// <summary>U32.</summary>
    UInt32 = 5,

    /// <summary>I32.</summary>
    Int32 = 6,

    /// <summary>U64.</summary>
    UInt64 = 7,

    /// <summary>I64.</summary>
    Int64 = 8,

    /// <summary>F16: IEEE 754 binary16.</summary>
    Float16 = 9,

    /// <summary>BF16: the upper half of a binary32.</summary>
    BFloat16 = 10,

    /// <summary>F32: IEEE 754 binary32.</summary>
    Float32 = 11,

    /// <summary>F64: IEEE 754 binary64.</summary>
    Float64 = 12,
}
