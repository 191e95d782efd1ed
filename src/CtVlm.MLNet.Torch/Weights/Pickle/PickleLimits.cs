namespace CtVlm.MLNet.Torch;

/// <summary>Bounds on what a pickle may ask for. Real checkpoints of thousands of tensors stay far below each.</summary>
internal static class PickleLimits
{
    /// <summary>Bytes of one pickle: about 300 a tensor are usual.</summary>
    public const long Bytes = 64L << 20;

    /// <summary>Operations of one pickle.</summary>
    public const int Operations = 16_000_000;

    /// <summary>Values on the stack, or in the memo.</summary>
    public const int Values = 4_000_000;

    /// <summary>Marks that are open at once: how deep containers nest while they are built.</summary>
    public const int Marks = 1000;

    /// <summary>UTF-8 bytes of one string.</summary>
    public const int StringBytes = 1 << 20;

    /// <summary>Bytes of one whole number.</summary>
    public const int NumberBytes = 255;

    /// <summary>Bytes of the name of a module or of one of its members.</summary>
    public const int NameBytes = 256;

    /// <summary>Dimensions of a tensor.</summary>
    public const int Rank = 16;

    /// <summary>Bytes of the directory of an archive.</summary>
    public const long DirectoryBytes = 64L << 20;

    /// <summary>How many bytes the tensors of a file may have: views share storage, but not without end.</summary>
    /// <param name="fileBytes">Length of the file.</param>
    public static long TensorBytes(long fileBytes) => (16L << 20) + (4 * fileBytes);
}
