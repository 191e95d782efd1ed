using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Element types of files as torch has them.</summary>
internal static class TorchTypes
{
    /// <summary>The element type of an entry.</summary>
    /// <exception cref="WeightsException">torch has no such type.</exception>
    public static torch.ScalarType FromSafetensors(string path, SafetensorsEntry entry) => entry.Type switch
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
        _ => throw new WeightsException($"Safetensors file {path}: tensor '{entry.Name}' holds {entry.Type.GetName()}, which torch does not compute with. Convert the checkpoint."),
    };
}
