using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Where a model's weights go and in which element type.</summary>
/// <param name="Device">The device.</param>
/// <param name="ElementType">The element type of weights and activations.</param>
/// <param name="FindMasters">Names the parameters of a module that are float32 where the element type is of a lower precision, because they will train; null where none will.</param>
internal sealed record ModelLoadOptions(
    torch.Device Device, torch.ScalarType ElementType = torch.ScalarType.Float32, Func<torch.nn.Module, IReadOnlyList<string>>? FindMasters = null)
{
    /// <summary>Whether the element type holds less than float32.</summary>
    public bool HasLowPrecision => ElementType is torch.ScalarType.BFloat16 or torch.ScalarType.Float16;
}
