using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The linear maps of a model: what an adapter can be laid on.</summary>
/// <param name="Location">Where the model comes from, for messages.</param>
/// <param name="Shapes">[out, in] of each weight, by the name of its module.</param>
internal sealed record LinearMaps(string Location, IReadOnlyDictionary<string, IReadOnlyList<long>> Shapes)
{
    private const string WeightSuffix = ".weight";

    /// <summary>Those of a checkpoint: every tensor with two dimensions that is called a weight.</summary>
    public static LinearMaps Of(Checkpoint checkpoint) => new(
        checkpoint.Location,
        checkpoint.Names
            .Where(n => n.EndsWith(WeightSuffix, StringComparison.Ordinal) && checkpoint.Find(n)!.Shape.Count == 2)
            .ToDictionary(n => n[..^WeightSuffix.Length], n => checkpoint.Find(n)!.Shape, StringComparer.Ordinal));

    /// <summary>Those of modules.</summary>
    /// <param name="location">Where they come from, for messages.</param>
    /// <param name="modules">The towers.</param>
    public static LinearMaps Of(string location, params IEnumerable<torch.nn.Module> modules) => new(
        location,
        modules.SelectMany(m => m.named_modules())
            .Where(m => m.module is LinearLayer)
            .ToDictionary(m => m.name, m => (IReadOnlyList<long>)((LinearLayer)m.module).Weight.shape, StringComparer.Ordinal));
}
