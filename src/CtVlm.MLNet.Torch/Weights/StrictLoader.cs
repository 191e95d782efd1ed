using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Fills a module from a checkpoint: every tensor of the one is in the other, or the difference is named.</summary>
internal static class StrictLoader
{
    private const int MaximumListed = 20;

    /// <summary>Copies every parameter and buffer.</summary>
    /// <param name="module">The module, whose names are the checkpoint's; converted to its own element type and device.</param>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="permitted">Tensors that the module leaves out by intent.</param>
    /// <param name="rename">The checkpoint's name of a tensor, given the module's; null where the two are the same.</param>
    /// <exception cref="WeightsException">Tensors are missing, unexpected, misshapen or of another kind of number; all of them are in the message.</exception>
    public static void Load(torch.nn.Module module, Checkpoint checkpoint, IReadOnlyList<PermittedDifference> permitted, Func<string, string>? rename = null)
    {
        Dictionary<string, torch.Tensor> wanted = Collect(module, rename);
        Check(wanted, checkpoint, permitted);
        using IDisposable noGrad = torch.no_grad();
        foreach ((string name, torch.Tensor destination) in wanted)
        {
            checkpoint.CopyTo(name, destination);
        }
    }

    private static Dictionary<string, torch.Tensor> Collect(torch.nn.Module module, Func<string, string>? rename)
    {
        Dictionary<string, torch.Tensor> wanted = new(StringComparer.Ordinal);
        foreach ((string name, torch.Tensor tensor) in module.named_parameters().Select(p => (p.name, (torch.Tensor)p.parameter)).Concat(module.named_buffers()))
        {
            wanted[rename?.Invoke(name) ?? name] = tensor;
        }

        return wanted;
    }

    // Whole numbers for weights are a quantised checkpoint: read as they are they would be nonsense.
    private static void Check(Dictionary<string, torch.Tensor> wanted, Checkpoint checkpoint, IReadOnlyList<PermittedDifference> permitted)
    {
        string[] missing = [.. wanted.Keys.Where(n => checkpoint.Find(n) is null).Order(StringComparer.Ordinal)];
        string[] unexpected = [.. checkpoint.Names.Where(n => !wanted.ContainsKey(n) && !permitted.Any(p => p.Matches(n)))];
        string[] misshapen =
        [
            .. wanted.OrderBy(w => w.Key, StringComparer.Ordinal)
                .Where(w => checkpoint.Find(w.Key) is TensorEntry e && !e.Shape.SequenceEqual(w.Value.shape))
                .Select(w => $"{w.Key} (expected [{string.Join(", ", w.Value.shape)}], got {checkpoint.Find(w.Key)!.ShapeText})"),
        ];
        string[] mistyped =
        [
            .. wanted.OrderBy(w => w.Key, StringComparer.Ordinal)
                .Where(w => checkpoint.Find(w.Key) is TensorEntry e && w.Value.is_floating_point() && !e.Type.IsFloatingPoint())
                .Select(w => $"{w.Key} (expected a floating-point type, got {checkpoint.Find(w.Key)!.Type.GetName()})"),
        ];
        if (missing.Length + unexpected.Length + misshapen.Length + mistyped.Length > 0)
        {
            throw new WeightsException(
                $"Checkpoint {checkpoint.Location} does not fit its configuration: {Describe("missing", missing)}{Describe("unexpected", unexpected)}{Describe("misshapen", misshapen)}{Describe("mistyped", mistyped)}"
                + "Check that config.json and the weights belong together.");
        }
    }

    private static string Describe(string what, string[] names) => names.Length == 0
        ? ""
        : $"{names.Length} {what}: {string.Join(", ", names.Take(MaximumListed))}{(names.Length > MaximumListed ? $" and {names.Length - MaximumListed} more" : "")}. ";
}
