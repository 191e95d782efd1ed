using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A loaded tower of which a part trains: adapters attached, gradients asked for, all else frozen.</summary>
internal sealed class TrainableTower : IDisposable
{
    private readonly nn.Module _module;
    private readonly SortedDictionary<string, (LinearLayer Layer, LoraBranch Branch)> _branches = new(StringComparer.Ordinal);

    /// <summary>Prepares a tower.</summary>
    /// <param name="module">The tower's module; stays the caller's.</param>
    /// <param name="what">"vision" or "text", for messages.</param>
    /// <param name="own">Which of its own parameters train.</param>
    /// <param name="forms">The adapters, by module; empty for none.</param>
    /// <param name="seed">Decides how A starts, with the module's name.</param>
    /// <param name="dropout">The dropout that all branches share.</param>
    /// <exception cref="WeightsException">The tower has no such parameters.</exception>
    public TrainableTower(nn.Module module, string what, TowerTraining own, IEnumerable<(LoraForm Form, LinearLayer Layer)> forms, long seed, LoraDropout dropout)
    {
        _module = module;
        try
        {
            foreach ((LoraForm form, LinearLayer layer) in forms)
            {
                Attach(form, layer, seed, dropout);
            }

            HashSet<string> trained = [.. FindOwn(module, what, own)];
            Own = [.. Ordered(module).Where(p => trained.Contains(p.Name))];
            Freeze(module, trained);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The tower's own parameters that train, in ordinal order of names.</summary>
    public IReadOnlyList<NamedParameter> Own { get; } = [];

    /// <summary>The adapters, in ordinal order of modules.</summary>
    public IReadOnlyList<LoraBranch> Branches => [.. _branches.Values.Select(b => b.Branch)];

    /// <summary>Every parameter that trains, in ordinal order of names: the order in which an optimiser keeps its state.</summary>
    public IReadOnlyList<NamedParameter> Parameters =>
    [
        .. Own.Concat(Branches.SelectMany(b => new NamedParameter[] { new(b.Form.DownName, b.Down), new(b.Form.UpName, b.Up) })).OrderBy(p => p.Name, StringComparer.Ordinal),
    ];

    /// <summary>Merges every adapter into its weight, in place: the tower then costs what it costs without adapters, and cannot train.</summary>
    public void Merge()
    {
        foreach ((LinearLayer layer, _) in _branches.Values)
        {
            layer.Merge();
        }
    }

    /// <summary>Restores every weight to the bit; the tower can train again.</summary>
    public void Unmerge()
    {
        foreach ((LinearLayer layer, _) in _branches.Values)
        {
            layer.Unmerge();
        }
    }

    /// <summary>Takes the adapters off and freezes the tower. Weights that trained themselves keep what they learnt.</summary>
    public void Dispose()
    {
        foreach ((LinearLayer layer, LoraBranch branch) in _branches.Values)
        {
            layer.Detach();
            branch.Dispose();
        }

        _branches.Clear();
        Freeze(_module, []);
    }

    /// <summary>Names of a tower's own parameters that train.</summary>
    /// <param name="module">The tower's module.</param>
    /// <param name="what">"vision" or "text", for messages.</param>
    /// <param name="own">Which of them train.</param>
    /// <exception cref="WeightsException">The tower has no such parameters.</exception>
    public static IReadOnlyList<string> FindOwn(nn.Module module, string what, TowerTraining own)
    {
        string[] names = [.. module.named_parameters().Select(p => p.name)];
        int first = own.Part == TowerPart.LastBlocks ? LoraPlan.FirstBlock(module, what, own.Blocks) : 0;
        string[] found = own.Part switch
        {
            TowerPart.Frozen => [],
            TowerPart.Projection => [.. names.Where(TowerNames.IsProjection)],
            TowerPart.LastBlocks => [.. names.Where(n => TowerNames.FindBlock(n)?.Number >= first || (TowerNames.FindBlock(n) is null && !TowerNames.IsBeforeBlocks(n)))],
            _ => names,
        };
        return found.Length > 0 || own.Part == TowerPart.Frozen
            ? found
            : throw new WeightsException($"The {what} tower has no projection into a shared space that could train. Train its last blocks, or put adapters on it.");
    }

    private static IEnumerable<NamedParameter> Ordered(nn.Module module) =>
        module.named_parameters().Select(p => new NamedParameter(p.name, p.parameter)).OrderBy(p => p.Name, StringComparer.Ordinal);

    private static void Freeze(nn.Module module, HashSet<string> except)
    {
        foreach ((string name, Parameter parameter) in module.named_parameters())
        {
            parameter.requires_grad = except.Contains(name);
        }
    }

    // Every module's numbers are its own: they do not depend on which others are adapted.
    private void Attach(LoraForm form, LinearLayer layer, long seed, LoraDropout dropout)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"ctvlm-lora-start {seed} {form.Module}")));
        using Generator generator = new(BinaryPrimitives.ReadUInt64LittleEndian(hash), CPU);
        LoraBranch branch = new(form, layer, generator, dropout);
        try
        {
            layer.Attach(branch);
            _branches.Add(form.Module, (layer, branch));
        }
        catch
        {
            branch.Dispose();
            throw;
        }
    }
}
