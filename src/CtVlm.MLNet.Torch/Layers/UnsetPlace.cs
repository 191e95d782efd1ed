using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>Where a thread's new parameters are made, and in which element type; see <see cref="Unset.On"/>. Closed on the thread that opened it.</summary>
/// <param name="device">The device.</param>
/// <param name="type">Element type of weights, and of the activations that meet them.</param>
/// <param name="masters">Places, in the order in which parameters are made, of those that are float32 whatever the type; null for none.</param>
/// <param name="close">Puts back what was before.</param>
internal sealed class UnsetPlace(torch.Device device, torch.ScalarType type, IReadOnlySet<int>? masters, Action close) : IDisposable
{
    private readonly List<Parameter> _made = [];

    /// <summary>Element type of weights but for masters.</summary>
    public torch.ScalarType Type => type;

    /// <summary>The parameters made here until now, in order; their modules' own.</summary>
    public IReadOnlyList<Parameter> Made => _made;

    /// <summary>A parameter of a shape.</summary>
    public Parameter Make(long[] shape)
    {
        torch.ScalarType own = masters?.Contains(_made.Count) == true ? torch.ScalarType.Float32 : type;
        Parameter made = torch.nn.Parameter(torch.empty(shape, own, device), requires_grad: false);
        _made.Add(made);
        return made;
    }

    public void Dispose() => close();
}
