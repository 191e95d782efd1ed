namespace CtVlm.MLNet.Dicom;

/// <summary>How the coding passes of code blocks are written.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 table A.19; T.814 A.3 for the high-throughput bits.</remarks>
[Flags]
internal enum CodeBlockStyle
{
    None = 0,

    /// <summary>From the fifth bit plane on, significance and refinement bits are written raw (lazy mode).</summary>
    Bypass = 0x01,

    /// <summary>Context probabilities start afresh with each pass.</summary>
    ResetContexts = 0x02,

    /// <summary>Each pass ends its own codeword segment.</summary>
    TerminateAll = 0x04,

    /// <summary>A stripe does not look at the stripe below it.</summary>
    VerticallyCausal = 0x08,

    /// <summary>Segments end in a way that lets errors be noticed. Needs no action to decode.</summary>
    PredictableTermination = 0x10,

    /// <summary>Each cleanup pass ends in the symbols 1010.</summary>
    SegmentationSymbols = 0x20,

    /// <summary>Blocks are coded by the high-throughput coder.</summary>
    HighThroughput = 0x40,

    /// <summary>Both coders may occur in one codestream; together with <see cref="HighThroughput"/> each block says which.</summary>
    Mixed = 0x80,
}
