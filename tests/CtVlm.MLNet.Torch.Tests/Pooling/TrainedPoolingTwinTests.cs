using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>CLAM, DSMIL, the scored top-k and TransMIL against loops over their formulas; outputs, weights and auxiliary losses.</summary>
public class TrainedPoolingTwinTests
{
    private const double Tolerance = 1e-11;

    private static readonly int[] s_counts = [9, 4, 1, 5, 2];
    private static readonly int[] s_classes = [2, 0, 1, 1, 0];

    public TrainedPoolingTwinTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData(1, 2, "ofclass")]
    [InlineData(1, 2, "ofeveryclass")]
    [InlineData(3, 3, "ofclass")]
    [InlineData(3, 8, "ofeveryclass")]
    public void Clam_Twin_Agrees(int branches, int k, string instances) => Check(
        $"clam:branches={branches},width=6,hidden=5,k={k},instances={instances}",
        (state, rows) =>
        {
            (double[][] hidden, double[][] scores) = Clam(state, rows, branches);
            double[][] attention = [.. scores.Select(PlainState.Softmax)];
            return ([.. attention.SelectMany(a => PlainState.Mix(a, hidden))], [.. Enumerable.Range(0, rows.Length).Select(n => attention.Average(a => a[n]))]);
        },
        (state, rows, label) =>
        {
            (double[][] hidden, double[][] scores) = Clam(state, rows, branches);
            int count = Math.Max(1, Math.Min(k, rows.Length / 2));
            double[] Branch(int ofClass) => scores[branches == 1 ? 0 : ofClass];
            IEnumerable<double> Losses(int ofClass, IEnumerable<int> slices, int target) =>
                slices.Select(slice => PlainState.CrossEntropy(state.Linear($"instance_classifiers.{ofClass}", hidden[slice]), target));
            int[] most = PlainState.Largest(Branch(label), count);
            int[] least = rows.Length == 1 ? [] : PlainState.Largest(PlainState.Map(Branch(label), s => -s), count);
            double loss = Losses(label, most, 1).Concat(Losses(label, least, 0)).Average();
            if (instances == "ofclass")
            {
                return loss;
            }

            return (loss + Enumerable.Range(0, 3).Where(c => c != label).Sum(c => Losses(c, PlainState.Largest(Branch(c), count), 0).Average())) / 3;
        });

    [Fact]
    public void Dsmil_Twin_Agrees() => Check(
        "dsmil:classes=3,width=5",
        (state, rows) =>
        {
            double[][] logits = [.. rows.Select(row => state.Linear("instance", row))];
            double[][] queries = [.. rows.Select(row => PlainState.Map(state.Linear("q1", PlainState.Map(state.Linear("q0", row), Relu)), Math.Tanh))];
            double[][] values = [.. rows.Select(row => PlainState.Map(state.Linear("v", row), Relu))];
            double[][] attention =
            [
                .. Enumerable.Range(0, 3).Select(c =>
                {
                    int critical = PlainState.Largest([.. logits.Select(l => l[c])], 1)[0];
                    return PlainState.Softmax([.. queries.Select(q => PlainState.Dot(q, queries[critical]) / Math.Sqrt(128))]);
                }),
            ];
            return ([.. attention.SelectMany(a => PlainState.Mix(a, values))], [.. Enumerable.Range(0, rows.Length).Select(n => attention.Average(a => a[n]))]);
        },
        (state, rows, label) => PlainState.CrossEntropy([.. Enumerable.Range(0, 3).Select(c => rows.Max(row => state.Linear("instance", row)[c]))], label));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void TopKScored_Twin_Agrees(int k) => Check(
        $"topkscored:k={k}",
        (state, rows) =>
        {
            double[] scores = [.. rows.Select(row => state.Linear("scorer", row)).Select(logits => logits.Max() - logits.Average())];
            int[] best = PlainState.Largest(scores, Math.Min(k, rows.Length));
            double[] weights = [.. rows.Select((_, n) => best.Contains(n) ? 1.0 / best.Length : 0)];
            return (PlainState.Mix(weights, rows), weights);
        },
        (state, rows, label) =>
        {
            double[][] logits = [.. rows.Select(row => state.Linear("scorer", row))];
            return PlainState.CrossEntropy([.. Enumerable.Range(0, 3).Select(c => logits.Select(l => l[c]).OrderDescending().Take(k).Average())], label);
        });

    [Fact]
    public void TransMil_Twin_Agrees() => Check(
        "transmil:width=8,heads=2",
        (state, rows) =>
        {
            int side = (int)Math.Ceiling(Math.Sqrt(rows.Length));
            double[][] hidden = [.. rows.Select(row => PlainState.Map(state.Linear("fc", row), Relu))];
            double[][] tokens = [state["cls_token"], .. hidden, .. hidden.Take((side * side) - rows.Length)];
            double[][] mixed = state.Attend("attn1", 2, [.. tokens.Select(t => state.Norm("norm1", t))]).Mixed;
            tokens = [.. tokens.Select((t, n) => PlainState.Add(t, mixed[n]))];
            tokens = [tokens[0], .. Place(state, tokens[1..], side)];
            (mixed, double[][][] weights) = state.Attend("attn2", 2, [.. tokens.Select(t => state.Norm("norm2", t))]);
            double[] given = [.. Enumerable.Range(0, rows.Length).Select(n => weights[0].Sum(w => w[1 + n] + (1 + n + rows.Length < w.Length ? w[1 + n + rows.Length] : 0)))];
            return (state.Norm("norm", PlainState.Add(tokens[0], mixed[0])), PlainState.Map(given, w => w / given.Sum()));
        },
        null);

    private static double Relu(double value) => Math.Max(0, value);

    // h, and the scores by branch
    private static (double[][] Hidden, double[][] Scores) Clam(PlainState state, double[][] rows, int branches)
    {
        double[][] hidden = [.. rows.Select(row => PlainState.Map(state.Linear("fc", row), Relu))];
        double[][] bySlice =
        [
            .. hidden.Select(h =>
            {
                double[] gate = PlainState.Map(state.Linear("attention_U", h), u => 1 / (1 + Math.Exp(-u)));
                return state.Linear("attention_w", [.. state.Linear("attention_V", h).Select((v, i) => Math.Tanh(v) * gate[i])]);
            }),
        ];
        return (hidden, [.. Enumerable.Range(0, branches).Select(b => bySlice.Select(s => s[b]).ToArray())]);
    }

    // Each token, and what convolutions of 7, 5 and 3 make of its surroundings on the square, channel by channel.
    private static double[][] Place(PlainState state, double[][] tokens, int side)
    {
        double Convolve(string name, int length, int row, int column, int channel)
        {
            double sum = state[$"{name}.bias"][channel];
            for (int i = 0; i < length; i++)
            {
                for (int j = 0; j < length; j++)
                {
                    (int y, int x) = (row + i - (length / 2), column + j - (length / 2));
                    sum += y < 0 || x < 0 || y >= side || x >= side ? 0 : state[$"{name}.weight"][(((channel * length) + i) * length) + j] * tokens[(y * side) + x][channel];
                }
            }

            return sum;
        }

        return
        [
            .. tokens.Select((token, n) => token.Select((value, channel) =>
                value + Convolve("proj", 7, n / side, n % side, channel) + Convolve("proj1", 5, n / side, n % side, channel) + Convolve("proj2", 3, n / side, n % side, channel)).ToArray()),
        ];
    }

    private static void Check(
        string specification, Func<PlainState, double[][], (double[] Vector, double[] Weights)> pool, Func<PlainState, double[][], int, double>? auxiliary)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoolingModule module = TrainedPoolingRig.Create(specification, seed: 5);
        PlainState state = new(module);
        BagBatch bags = TrainedPoolingRig.Bags(31, 9, TrainedPoolingRig.Width, s_counts);
        PooledBags pooled = TrainedPoolingRig.Pool(module, bags);
        double[][][] rows = [.. Enumerable.Range(0, s_counts.Length).Select(bag => TrainedPoolingRig.Values(TrainedPoolingRig.Single(bags, bag).Rows).Chunk(TrainedPoolingRig.Width).ToArray())];
        for (int bag = 0; bag < rows.Length; bag++)
        {
            (double[] vector, double[] weights) = pool(state, rows[bag]);
            TrainedPoolingRig.AssertClose(vector, TrainedPoolingRig.Values(pooled.Vectors[bag]), Tolerance, $"Vector of bag {bag}");
            TrainedPoolingRig.AssertClose(weights, TrainedPoolingRig.Values(pooled.Weights![bag].masked_select(bags.Mask[bag])), Tolerance, $"Weights of bag {bag}");
        }

        torch.Tensor classes = torch.tensor([.. s_classes.Select(c => (long)c)]);
        torch.Tensor? loss = module.AuxiliaryLoss(bags, pooled, classes);
        Assert.Equal(auxiliary is null, loss is null);
        if (auxiliary is not null)
        {
            TrainedPoolingRig.AssertClose([rows.Select((r, bag) => auxiliary(state, r, s_classes[bag])).Average()], TrainedPoolingRig.Values(loss!), Tolerance, "Auxiliary loss");
        }
    }
}
