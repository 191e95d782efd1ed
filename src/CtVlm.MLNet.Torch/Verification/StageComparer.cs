using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Compares what stages give with a golden file, and remembers the largest difference of each.</summary>
internal sealed class StageComparer(GoldenEncoderFile golden, double tolerance)
{
    // A logit is a cosine times a scale of 10 to 100.
    private const double LogitFactor = 5;

    // Up to here a difference counts as it is; above, relative to the stage's largest value, for float32 has seven digits.
    private const double AbsoluteUpTo = 10;
    private const string Vision = "vision.";
    private const string Logits = "similarity.logits";

    private readonly List<string> _order = [];
    private readonly Dictionary<string, VerifiedStage> _results = new(StringComparer.Ordinal);
    private readonly List<string> _seen = [];

    /// <summary>Compares one stage where the file holds values of it.</summary>
    public void Compare(string name, int first, torch.Tensor value)
    {
        _seen.Add(name);
        if (golden.Has(name))
        {
            Add(name, first, value);
        }

        if (value.dim() == 3 && golden.Has(name + GoldenEncoderFile.MeanSuffix))
        {
            using torch.Tensor mean = value.mean([1]); // (N, T, D) -> (N, D)
            Add(name + GoldenEncoderFile.MeanSuffix, first, mean);
        }
    }

    /// <summary>The results, in the order of computation.</summary>
    /// <exception cref="WeightsException">The file holds no values, or values of stages that the encoder does not have.</exception>
    public IReadOnlyList<VerifiedStage> Finish()
    {
        string[] strange = [.. golden.Stages.Where(stage => !_results.ContainsKey(stage)).Order(StringComparer.Ordinal)];
        return strange.Length == 0 && _order.Count > 0
            ? [.. _order.Select(name => _results[name])]
            : throw new WeightsException(
                $"Golden file {golden.Path}: {(strange.Length == 0 ? "it holds no values to compare" : $"{strange.Length} tensors are of no stage that the encoder has, or of none that its inputs reach: {string.Join(", ", strange.Take(10))}")}. Stages of this encoder are {string.Join(", ", _seen.Distinct())}.");
    }

    private void Add(string name, int first, torch.Tensor value)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor expected = golden.Read(name);
        CheckShape(name, expected, value);
        int rows = (int)Math.Min(value.shape[0], expected.shape[0] - first);
        if (rows <= 0)
        {
            return;
        }

        (double difference, double limit) = value.is_floating_point()
            ? Measure(name, expected, expected.narrow(0, first, rows), value.narrow(0, 0, rows))
            : (CountDifferences(expected.narrow(0, first, rows), value.narrow(0, 0, rows)), 0);
        if (!_results.TryGetValue(name, out VerifiedStage? before))
        {
            _order.Add(name);
        }

        // Not Math.Max alone: a value that is not a number must win.
        double largest = before is null || double.IsNaN(difference) || difference > before.LargestDifference ? difference : before.LargestDifference;
        _results[name] = new VerifiedStage(name, largest, limit);
    }

    private (double Difference, double Limit) Measure(string name, torch.Tensor whole, torch.Tensor expected, torch.Tensor value)
    {
        if (value.dim() == 3)
        {
            // A file may hold the first tokens only; and its texts may be padded where ours are not.
            long tokens = Math.Min(expected.shape[1], value.shape[1]);
            (expected, value) = (expected.narrow(1, 0, tokens), value.narrow(1, 0, tokens));
        }

        torch.Tensor exact = expected.to(torch.ScalarType.Float64);
        double difference = (exact - value.to(torch.ScalarType.Float64)).abs().max().ToDouble();

        // Of finite values alone: an infinite one would allow every difference.
        double largest = whole.to(torch.ScalarType.Float64).abs().nan_to_num(0, 0, 0).max().ToDouble();
        double scale = Math.Max(1, largest / AbsoluteUpTo);
        return (difference, tolerance * scale * (name == Logits ? LogitFactor : 1));
    }

    // Ids (N, T): those of our own length; what follows them is padding.
    private static double CountDifferences(torch.Tensor expected, torch.Tensor value)
    {
        long common = Math.Min(expected.shape[1], value.shape[1]);
        torch.Tensor differs = expected.narrow(1, 0, common).to(torch.ScalarType.Int64).ne(value.narrow(1, 0, common));
        return differs.sum().ToInt64() + (value.shape[0] * (value.shape[1] - common));
    }

    private void CheckShape(string name, torch.Tensor expected, torch.Tensor value)
    {
        bool fits = expected.dim() == value.dim() && expected.numel() > 0
            && (!value.is_floating_point() || (expected.shape[^1] == value.shape[^1] && expected.is_floating_point()))
            && (value.dim() != 3 || !name.StartsWith(Vision, StringComparison.Ordinal) || expected.shape[1] <= value.shape[1]);
        if (!fits)
        {
            throw new WeightsException(
                $"Golden file {golden.Path}: '{name}' is {expected.dtype} ({string.Join(", ", expected.shape)}), which does not fit the ({string.Join(", ", value.shape)}) that the encoder gives for some of the inputs. Make the file with this encoder's own sizes.");
        }
    }
}
