using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>What is done to stages on their way to who is shown them.</summary>
internal static class StageHandlers
{
    /// <summary>Shows every stage in float32, whatever the model computes in.</summary>
    public static StageHandler InFloat32(this StageHandler stage) => (name, value) =>
    {
        using torch.Tensor shown = value.to(torch.ScalarType.Float32, copy: true);
        stage(name, shown);
    };
}
