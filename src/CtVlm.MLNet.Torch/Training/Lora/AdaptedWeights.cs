using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>What training changed about an encoder, in ordinary memory: adapters, and tensors that take the place of the base model's. Immutable.</summary>
internal sealed class AdaptedWeights
{
    private readonly Lazy<string> _hash;

    /// <summary>Changes of any order; they are kept in ordinal order of names.</summary>
    /// <exception cref="ArgumentException">A name comes twice.</exception>
    public AdaptedWeights(IEnumerable<LoraWeights> lora, IEnumerable<ChangedTensor> tensors)
    {
        Lora = [.. lora.OrderBy(l => l.Form.Module, StringComparer.Ordinal)];
        Tensors = [.. tensors.OrderBy(t => t.Name, StringComparer.Ordinal)];
        if (Lora.Select(l => l.Form.Module).Concat(Tensors.Select(t => t.Name)).CountBy(n => n).FirstOrDefault(c => c.Value > 1).Key is string twice)
        {
            throw new ArgumentException($"'{twice}' is changed twice.", nameof(tensors));
        }

        _hash = new Lazy<string>(ComputeHash);
    }

    /// <summary>No change.</summary>
    public static AdaptedWeights None { get; } = new([], []);

    /// <summary>The adapters, in ordinal order of modules.</summary>
    public IReadOnlyList<LoraWeights> Lora { get; }

    /// <summary>The changed tensors, in ordinal order of names.</summary>
    public IReadOnlyList<ChangedTensor> Tensors { get; }

    /// <summary>Whether nothing is changed.</summary>
    public bool IsEmpty => Lora.Count == 0 && Tensors.Count == 0;

    /// <summary>SHA-256 over names, forms, shapes and numbers, lower-case hex.</summary>
    public string Hash => _hash.Value;

    /// <summary>The one number of a changed tensor; null where it is not changed.</summary>
    /// <exception cref="WeightsException">It has another number of elements.</exception>
    public float? FindScalar(string name)
    {
        float[]? values = Tensors.FirstOrDefault(t => t.Name == name)?.Values;
        return values is null or { Length: 1 } ? values?[0] : throw new WeightsException($"Changed tensor '{name}' must have one element, got {values.Length}.");
    }

    /// <summary>Puts the changes that belong to a tower into it.</summary>
    /// <param name="module">The tower's module, as loaded.</param>
    /// <param name="exact">The same in float32, from which adapted weights are computed and then rounded once; the module itself where it is of that type.</param>
    /// <param name="isAlone">Whether there is no other tower that what does not fit could belong to.</param>
    /// <exception cref="WeightsException">Shapes differ, or there is no such tensor.</exception>
    public void ApplyTo(nn.Module module, nn.Module exact, bool isAlone)
    {
        using IDisposable ordinary = inference_mode(false);
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        string[] missed = [.. ApplyTensors(module).Concat(ReferenceEquals(module, exact) ? [] : ApplyTensors(exact)).Distinct(), .. ApplyLora(module, exact)];
        missed = [.. missed.Except(["logit_scale", "logit_bias"])];
        if (isAlone && missed.Length > 0)
        {
            throw new WeightsException($"The encoder has no {string.Join(", ", missed.Take(20))}, which an adapter changes. Take the adapter's own base model.");
        }
    }

    private List<string> ApplyTensors(nn.Module module)
    {
        Dictionary<string, TorchSharp.Modules.Parameter> parameters = module.named_parameters().ToDictionary(p => p.name, p => p.parameter, StringComparer.Ordinal);
        List<string> missed = [];
        foreach (ChangedTensor changed in Tensors)
        {
            if (!parameters.TryGetValue(changed.Name, out TorchSharp.Modules.Parameter? parameter))
            {
                missed.Add(changed.Name);
                continue;
            }

            if (!parameter.shape.SequenceEqual(changed.Shape))
            {
                throw new WeightsException($"Changed tensor '{changed.Name}' has the shape [{string.Join(", ", changed.Shape)}], the encoder's [{string.Join(", ", parameter.shape)}]. Take the encoder that was adapted.");
            }

            parameter.copy_(tensor(changed.Values, [.. changed.Shape]));
        }

        return missed;
    }

    private List<string> ApplyLora(nn.Module module, nn.Module exact)
    {
        Dictionary<string, LinearLayer> layers = LayersOf(module);
        Dictionary<string, LinearLayer> exactLayers = ReferenceEquals(module, exact) ? layers : LayersOf(exact);
        List<string> missed = [];
        foreach (LoraWeights lora in Lora)
        {
            if (!layers.TryGetValue(lora.Form.Module, out LinearLayer? layer))
            {
                missed.Add(lora.Form.Module);
                continue;
            }

            lora.CheckFits(layer);
            Tensor weight = exactLayers[lora.Form.Module].Weight;
            layer.Weight.copy_(LoraArithmetic.Merge(weight, lora.ReadDown(weight.device), lora.ReadUp(weight.device), lora.Form.Scaling));
        }

        return missed;
    }

    private static Dictionary<string, LinearLayer> LayersOf(nn.Module module) =>
        module.named_modules().Where(m => m.module is LinearLayer).ToDictionary(m => m.name, m => (LinearLayer)m.module, StringComparer.Ordinal);

    private string ComputeHash()
    {
        StringBuilder text = new();
        foreach (LoraWeights lora in Lora)
        {
            text.Append(CultureInfo.InvariantCulture, $"{lora.Form.Module}\0{lora.Form.Rank}\0{lora.Form.Alpha:R}\0{lora.Form.IsRankStabilized}\0{Digest(lora.Down)}\0{Digest(lora.Up)}\0");
        }

        text.Append('\0');
        foreach (ChangedTensor changed in Tensors)
        {
            text.Append(CultureInfo.InvariantCulture, $"{changed.Name}\0{string.Join(',', changed.Shape)}\0{Digest(changed.Values)}\0");
        }

        return EncoderHash.OfText("ctvlm-adapted-weights-1", text.ToString());
    }

    private static string Digest(float[] values) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())));
}
