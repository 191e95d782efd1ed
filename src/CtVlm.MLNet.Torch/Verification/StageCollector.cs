using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Keeps a small part of what every stage gives: one vector an input whole; of tokens the first few, and of an image's their mean.</summary>
internal sealed class StageCollector : IDisposable
{
    private const int Tokens = 4;
    private const string Vision = "vision.";

    private readonly List<string> _order = [];
    private readonly Dictionary<string, List<torch.Tensor>> _parts = new(StringComparer.Ordinal);

    /// <summary>The stages in the order of computation, inputs along the first dimension; a new tensor each, owned by the caller.</summary>
    public IEnumerable<(string Name, torch.Tensor Value)> Stages => _order.Select(name => (name, Join(_parts[name])));

    /// <summary>Keeps what a stage gives.</summary>
    public void Collect(string name, int first, torch.Tensor value)
    {
        if (value.dim() != 3)
        {
            Keep(name, value);
            return;
        }

        using torch.Tensor head = value.narrow(1, 0, Math.Min(Tokens, value.shape[1])); // (N, T, D) -> (N, 4, D)
        Keep(name, head);
        if (name.StartsWith(Vision, StringComparison.Ordinal))
        {
            using torch.Tensor mean = value.mean([1]); // (N, T, D) -> (N, D)
            Keep(name + GoldenEncoderFile.MeanSuffix, mean);
        }
    }

    public void Dispose()
    {
        foreach (torch.Tensor part in _parts.Values.SelectMany(parts => parts))
        {
            part.Dispose();
        }
    }

    private void Keep(string name, torch.Tensor value)
    {
        if (!_parts.TryGetValue(name, out List<torch.Tensor>? parts))
        {
            _order.Add(name);
            _parts[name] = parts = [];
        }

        parts.Add(value.clone().DetachFromDisposeScope());
    }

    // Texts have different lengths: ids are filled up with -1, which no vocabulary has, and tokens are cut to the shortest.
    private static torch.Tensor Join(List<torch.Tensor> parts)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        if (parts[0].is_floating_point())
        {
            long shared = parts.Min(p => p.dim() == 3 ? p.shape[1] : 0);
            return torch.cat([.. parts.Select(p => p.dim() == 3 ? p.narrow(1, 0, shared) : p)]).MoveToOuterDisposeScope();
        }

        long longest = parts.Max(p => p.shape[1]);
        return torch.cat([.. parts.Select(p => torch.nn.functional.pad(p, [0, longest - p.shape[1]], value: -1))]).MoveToOuterDisposeScope();
    }
}
