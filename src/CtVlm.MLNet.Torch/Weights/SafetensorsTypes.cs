namespace CtVlm.MLNet.Torch;

/// <summary>Names and sizes of the element types, as the file format has them.</summary>
internal static class SafetensorsTypes
{
    private static readonly (string Name, int Size)[] s_types =
    [
        ("BOOL", 1), ("U8", 1), ("I8", 1), ("U16", 2), ("I16", 2), ("U32", 4), ("I32", 4), ("U64", 8), ("I64", 8), ("F16", 2), ("BF16", 2), ("F32", 4), ("F64", 8),
    ];

    /// <summary>Every name that is understood, for messages.</summary>
    public static string Known { get; } = string.Join(", ", s_types.Select(t => t.Name));

    /// <summary>The name in a file's header.</summary>
    public static string GetName(this SafetensorsType type) => s_types[(int)type].Name;

    /// <summary>Bytes of one element.</summary>
    public static int GetSize(this SafetensorsType type) => s_types[(int)type].Size;

    /// <summary>Whether it is one of F16, BF16, F32, F64.</summary>
    public static bool IsFloatingPoint(this SafetensorsType type) =>
        type is SafetensorsType.Float16 or SafetensorsType.BFloat16 or SafetensorsType.Float32 or SafetensorsType.Float64;

    /// <summary>The type of a name; null for an unknown one.</summary>
    public static SafetensorsType? Find(string? name)
    {
        int index = Array.FindIndex(s_types, t => t.Name == name);
        return index < 0 ? null : (SafetensorsType)index;
    }
}
