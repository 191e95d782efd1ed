using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Element types of files as torch has them.</summary>
internal static class TorchTypes
{
    /// <summary>The element type of an entry.</summary>
    /// <exception cref="WeightsException">torch has no such type.</exception>
    public static torch.ScalarType FromSafetensors(string path, SafetensorsEntry entry) => From(path, entry.Name, entry.Type);

    /// <summary>The element type of a tensor of a checkpoint.</summary>
    /// <exception cref="WeightsException">torch has no such type.</exception>
    public static torch.ScalarType FromEntry(string path, TensorEntry entry) => From(path, entry.Name, entry.Type);

    private static torch.ScalarType From(string path, string name, SafetensorsType type) => type switch
    {
        SafetensorsType.Boolean => torch.ScalarType.Bool,
        SafetensorsType.UInt8 => torch.ScalarType.Byte,
        SafetensorsType.Int8 => torch.ScalarType.Int8,
        SafetensorsType.Int16 => torch.ScalarType.Int16,
        SafetensorsType.Int32 => torch.ScalarType.Int32,
        SafetensorsType.Int64 => torch.ScalarType.Int64,
        SafetensorsType.Float16 => torch.ScalarType.Float16,
        SafetensorsType.BFloat16 => torch.ScalarType.BFloat16,
        SafetensorsType.Float32 => torch.ScalarType.Float32,
        SafetensorsType.Float64 => torch.ScalarType.Float64,
        _ => throw new WeightsException($"Weights file {path}: tensor '{name}' holds {type.GetName()}, which torch does not compute with. Convert the checkpoint."),
    };
}
