using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Tests;

/// <summary>The small 3-D ResNet once more, as plain loops in double over the weights of its file.</summary>
internal sealed class ReferenceResNet3d(string weightsFolder) : IDisposable
{
    private readonly SafetensorsFile _weights = SafetensorsFile.Open(Path.Combine(weightsFolder, "model.safetensors"));

    /// <summary>Features of one volume [d, h, w]: T rows of 8.</summary>
    public double[][] Tokens(double[,,] voxels)
    {
        double[][,,] stem = Relu(ConvNorm([voxels], "stem", stride: 2));
        double[][,,] features = Block(Block(stem, "layer1", 1), "layer2", 2);
        (int depth, int height, int width) = Size(features[0]);
        return
        [
            .. from z in Enumerable.Range(0, depth)
               from y in Enumerable.Range(0, height)
               from x in Enumerable.Range(0, width)
               select features.Select(channel => channel[z, y, x]).ToArray(),
        ];
    }

    /// <summary>The mean of the features, 8 numbers.</summary>
    public double[] Pooled(double[,,] voxels)
    {
        double[][] tokens = Tokens(voxels);
        return [.. Enumerable.Range(0, tokens[0].Length).Select(i => tokens.Average(token => token[i]))];
    }

    /// <summary>Its projection, 6 numbers.</summary>
    public double[] Projected(double[,,] voxels)
    {
        double[] pooled = Pooled(voxels);
        float[] projection = _weights.ReadFloat32("projection");
        return [.. projection.Chunk(pooled.Length).Select(row => row.Zip(pooled, (w, x) => w * x).Sum())];
    }

    public void Dispose() => _weights.Dispose();

    private static (int Depth, int Height, int Width) Size(double[,,] channel) => (channel.GetLength(0), channel.GetLength(1), channel.GetLength(2));

    private static double[][,,] Relu(double[][,,] channels) => [.. channels.Select(channel => Map(channel, x => Math.Max(0, x)))];

    private static double[,,] Map(double[,,] channel, Func<double, double> function)
    {
        double[,,] result = (double[,,])channel.Clone();
        (int depth, int height, int width) = Size(channel);
        for (int z = 0; z < depth; z++)
        {
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    result[z, y, x] = function(channel[z, y, x]);
                }
            }
        }

        return result;
    }

    private static double[,,] Sum(double[,,] a, double[,,] b)
    {
        double[,,] result = (double[,,])a.Clone();
        Buffer.BlockCopy(a.Cast<double>().Zip(b.Cast<double>(), (x, y) => x + y).ToArray(), 0, result, 0, sizeof(double) * a.Length);
        return result;
    }

    // A neighbourhood of one output, voxels outside being 0.
    private static double Convolve(double[][,,] input, ReadOnlySpan<float> kernel, int side, int z, int y, int x)
    {
        (int depth, int height, int width) = Size(input[0]);
        double sum = 0;
        for (int c = 0; c < input.Length; c++)
        {
            for (int k = 0; k < side * side * side; k++)
            {
                int sz = z + (k / (side * side)) - (side / 2), sy = y + (k / side % side) - (side / 2), sx = x + (k % side) - (side / 2);
                bool isInside = sz >= 0 && sz < depth && sy >= 0 && sy < height && sx >= 0 && sx < width;
                sum += isInside ? kernel[(c * side * side * side) + k] * input[c][sz, sy, sx] : 0;
            }
        }

        return sum;
    }

    private double[][,,] Block(double[][,,] input, string name, int stride)
    {
        double[][,,] inner = ConvNorm(Relu(ConvNorm(input, name + ".first", stride)), name + ".second", 1);
        double[][,,] around = stride == 1 ? input : ConvNorm(input, name + ".around", stride);
        return Relu([.. inner.Zip(around, Sum)]);
    }

    private double[][,,] ConvNorm(double[][,,] input, string name, int stride)
    {
        float[] weight = _weights.ReadFloat32(name + ".weight");
        IReadOnlyList<long> shape = _weights.GetEntry(name + ".weight").Shape;
        (int outputs, int side) = ((int)shape[0], (int)shape[2]);
        float[][] norm = [.. new[] { ".gain", ".shift", ".mean", ".variance" }.Select(part => _weights.ReadFloat32(name + part))];
        (int depth, int height, int width) = Size(input[0]);
        double[][,,] result = new double[outputs][,,];
        for (int o = 0; o < outputs; o++)
        {
            ReadOnlySpan<float> kernel = weight.AsSpan(o * (weight.Length / outputs), weight.Length / outputs);
            result[o] = new double[(depth + stride - 1) / stride, (height + stride - 1) / stride, (width + stride - 1) / stride];
            foreach ((int z, int y, int x) in Places(result[o]))
            {
                double value = Convolve(input, kernel, side, z * stride, y * stride, x * stride);
                result[o][z, y, x] = (norm[0][o] * (value - norm[2][o]) / Math.Sqrt(norm[3][o] + 1e-5)) + norm[1][o];
            }
        }

        return result;
    }

    private static IEnumerable<(int Z, int Y, int X)> Places(double[,,] channel) =>
        from z in Enumerable.Range(0, channel.GetLength(0))
        from y in Enumerable.Range(0, channel.GetLength(1))
        from x in Enumerable.Range(0, channel.GetLength(2))
        select (z, y, x);
}
