namespace CtVlm.MLNet.Torch;

/// <summary>What a piece of a vocabulary is; the numbers are those of the file format.</summary>
internal enum SentencePieceType
{
    /// <summary>A piece of text.</summary>
    Normal = 1,

    /// <summary>Stands for what no piece covers.</summary>
    Unknown = 2,

    /// <summary>Begins, ends or fills up a text; never found in one.</summary>
    Control = 3,

    /// <summary>A piece of text that is always taken whole.</summary>
    UserDefined = 4,

    /// <summary>A piece that is never given out.</summary>
    Unused = 5,

    /// <summary>One byte of what no piece covers.</summary>
    Byte = 6,
}
