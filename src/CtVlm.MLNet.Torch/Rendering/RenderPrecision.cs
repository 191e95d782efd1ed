namespace CtVlm.MLNet.Torch;

/// <summary>Whether rendered slices pass through 8-bit images.</summary>
public enum RenderPrecision
{
    /// <summary>No rounding; clamped to 0..1 after the resize.</summary>
    Float = 0,

    /// <summary>Rounded to 8 bits where Pillow does, for exact agreement with pipelines that go through 8-bit images.</summary>
    EightBit = 1,
}
