using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Merges an adapter into the weights of a checkpoint as they are read.</summary>
internal sealed class LoraOverlay : ITensorOverlay, IDisposable
{
    private readonly SafetensorsFile _file;
    private readonly Dictionary<string, LoraModule> _byWeight;

    /// <summary>An overlay of modules that fit the base model; owns the file.</summary>
    public LoraOverlay(SafetensorsFile file, IReadOnlyList<LoraModule> modules)
    {
        _file = file;
        Modules = modules;
        _byWeight = modules.ToDictionary(m => m.WeightName, StringComparer.Ordinal);
    }

    /// <summary>The adapted modules, in ordinal order of names.</summary>
    public IReadOnlyList<LoraModule> Modules { get; }

    public bool Changes(string name) => _byWeight.ContainsKey(name);

    public torch.Tensor Merge(string name, torch.Tensor stored)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        LoraModule module = _byWeight[name];
        torch.Tensor change = Read(module.Up).matmul(Read(module.Down)).MultiplyInPlace(module.Scaling); // (out, r) x (r, in) -> (out, in)
        return change.AddInPlace(stored.to(torch.ScalarType.Float32)).MoveToOuterDisposeScope();
    }

    public void Dispose() => _file.Dispose();

    private torch.Tensor Read(string name) => torch.tensor(_file.ReadFloat32(name), [.. _file.GetEntry(name).Shape]);
}
