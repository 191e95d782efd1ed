namespace CtVlm.MLNet.Torch;

/// <summary>The closed list of names that a pickle may ask for. None of them is a function of this process: each stands for a value that is built here.</summary>
/// <remarks><b>Source:</b> pytorch/pytorch, torch/_utils.py and torch/serialization.py, what tensors reduce to (BSD-3-Clause).</remarks>
internal static class PickleNames
{
    private static readonly (string Member, SafetensorsType Type)[] s_storages =
    [
        ("FloatStorage", SafetensorsType.Float32), ("DoubleStorage", SafetensorsType.Float64), ("HalfStorage", SafetensorsType.Float16), ("BFloat16Storage", SafetensorsType.BFloat16),
        ("LongStorage", SafetensorsType.Int64), ("IntStorage", SafetensorsType.Int32), ("ShortStorage", SafetensorsType.Int16), ("CharStorage", SafetensorsType.Int8),
        ("ByteStorage", SafetensorsType.UInt8), ("BoolStorage", SafetensorsType.Boolean),
    ];

    private static readonly string[] s_elementTypes = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"];

    private static readonly Dictionary<string, PickleName> s_names = new PickleName[]
    {
        new(PickleNameKind.OrderedDictionary, "collections.OrderedDict"),
        new(PickleNameKind.Tensor, "torch._utils._rebuild_tensor_v2"),
        new(PickleNameKind.Parameter, "torch._utils._rebuild_parameter"),
        new(PickleNameKind.Size, "torch.Size"),
    }
    .Concat(s_storages.Select(s => new PickleName(PickleNameKind.Storage, "torch." + s.Member, s.Type)))
    .Concat(s_elementTypes.Select(t => new PickleName(PickleNameKind.ElementType, "torch." + t)))
    .ToDictionary(n => n.FullName, StringComparer.Ordinal);

    /// <summary>The list, for messages.</summary>
    public static string Known { get; } =
        $"{string.Join(", ", s_names.Values.Where(n => n.Kind is not PickleNameKind.Storage and not PickleNameKind.ElementType).Select(n => n.FullName))}, torch.*Storage of {string.Join(", ", s_elementTypes)}, and these names themselves";

    /// <summary>The name of a module's member; null when it is not on the list.</summary>
    public static PickleName? Find(string module, string member) => s_names.GetValueOrDefault($"{module}.{member}");
}
