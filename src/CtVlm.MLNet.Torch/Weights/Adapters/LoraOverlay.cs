using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Merges an adapter into the weights of a checkpoint as they are read.</summary>
internal sealed class LoraOverlay : ITensorOverlay, IDisposable
{
    private readonly SafetensorsFile _file;
    private readonly Dictionary<string, LoraModule> _byWeight;
    private readonly Dictionary<string, float> _scalars;

    /// <summary>An overlay of modules that fit the base model; owns the file.</summary>
    /// <param name="file">The adapter's tensors.</param>
    /// <param name="scalars">Numbers that take the place of the base model's.</param>
    /// <param name="modules">The adapted modules.</param>
    public LoraOverlay(SafetensorsFile file, IReadOnlyList<ChangedTensor> scalars, IReadOnlyList<LoraModule> modules)
    {
        _file = file;
        _scalars = scalars.ToDictionary(s => s.Name, s => s.Values[0], StringComparer.Ordinal);
        Modules = modules;
        _byWeight = modules.ToDictionary(m => m.WeightName, StringComparer.Ordinal);
    }

    /// <summary>The adapted modules, in ordinal order of names.</summary>
    public IReadOnlyList<LoraModule> Modules { get; }

    public bool Changes(string name) => _byWeight.ContainsKey(name) || _scalars.ContainsKey(name);

    public torch.Tensor Merge(string name, torch.Tensor stored)
    {
        if (_scalars.TryGetValue(name, out float scalar))
        {
            return torch.tensor(new[] { scalar }, [.. stored.shape]);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        LoraModule module = _byWeight[name];
        return LoraArithmetic.Merge(stored, Read(module.Down), Read(module.Up), module.Scaling).MoveToOuterDisposeScope();
    }

    public void Dispose() => _file.Dispose();

    private torch.Tensor Read(string name) => torch.tensor(_file.ReadFloat32(name), [.. _file.GetEntry(name).Shape]);
}
