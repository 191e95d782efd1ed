using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>A module's parameters as arrays, and its layers as loops over them: slow and obvious.</summary>
internal sealed class PlainState(torch.nn.Module module)
{
    private readonly Dictionary<string, (long[] Shape, double[] Values)> _state =
        module.named_parameters().ToDictionary(p => p.name, p => (p.parameter.shape, TrainedPoolingRig.Values(p.parameter)));

    /// <summary>The values of a parameter.</summary>
    public double[] this[string name] => _state[name].Values;

    public static double[] Map(double[] vector, Func<double, double> function) => [.. vector.Select(function)];

    public static double[] Add(params double[][] vectors) => [.. Enumerable.Range(0, vectors[0].Length).Select(i => vectors.Sum(v => v[i]))];

    public static double Dot(double[] a, double[] b) => a.Select((value, i) => value * b[i]).Sum();

    public static double[] Softmax(double[] scores)
    {
        double[] powers = [.. scores.Select(s => Math.Exp(s - scores.Max()))];
        return [.. powers.Select(p => p / powers.Sum())];
    }

    public static double CrossEntropy(double[] logits, int target) => -Math.Log(Softmax(logits)[target]);

    /// <summary>Indices of the largest values.</summary>
    public static int[] Largest(double[] values, int count) => [.. values.Index().OrderByDescending(v => v.Item).Take(count).Select(v => v.Index)];

    /// <summary>The sum of vectors, each times its weight.</summary>
    public static double[] Mix(double[] weights, double[][] vectors) => [.. Enumerable.Range(0, vectors[0].Length).Select(i => vectors.Select((v, n) => weights[n] * v[i]).Sum())];

    public double[] Linear(string name, double[] vector)
    {
        double[] weight = this[$"{name}.weight"], bias = this[$"{name}.bias"];
        return [.. bias.Select((b, o) => b + Dot(weight[(o * vector.Length)..((o + 1) * vector.Length)], vector))];
    }

    public double[] Norm(string name, double[] vector, double epsilon = 1e-5)
    {
        double mean = vector.Average(), variance = vector.Average(v => (v - mean) * (v - mean));
        double[] gain = this[$"{name}.weight"], shift = this[$"{name}.bias"];
        return [.. vector.Select((v, i) => ((v - mean) / Math.Sqrt(variance + epsilon) * gain[i]) + shift[i])];
    }

    /// <summary>Multi-head attention of every vector to all of them: what each gathers, and the weights, by query and head.</summary>
    public (double[][] Mixed, double[][][] Weights) Attend(string name, int heads, double[][] tokens)
    {
        int width = tokens[0].Length, size = width / heads;
        double[] weight = this[$"{name}.in_proj_weight"], bias = this[$"{name}.in_proj_bias"];
        double[] Project(double[] token, int part, int head) =>
            [.. Enumerable.Range((part * width) + (head * size), size).Select(o => bias[o] + Dot(weight[(o * width)..((o + 1) * width)], token))];
        double[][][] weights =
        [
            .. tokens.Select(query => Enumerable.Range(0, heads).Select(head =>
                Softmax([.. tokens.Select(key => Dot(Project(query, 0, head), Project(key, 1, head)) / Math.Sqrt(size))])).ToArray()),
        ];
        double[][] mixed =
        [
            .. weights.Select(ofQuery => Linear($"{name}.out_proj", [.. ofQuery.SelectMany((w, head) => Mix(w, [.. tokens.Select(token => Project(token, 2, head))]))])),
        ];
        return (mixed, weights);
    }
}
