using System.Runtime.InteropServices;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The contrastive losses against sums written out, and their gradients against finite differences.</summary>
public sealed class ContrastiveLossTests : IDisposable
{
    private readonly DisposeScope _scope;

    public ContrastiveLossTests()
    {
        TorchRuntime.EnsureLoaded();
        _scope = torch.NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void MultiPositive_OnePositiveEach_IsInfoNce()
    {
        torch.Tensor logits = Random(5, 5, 1);
        double clip = ContrastiveLoss.InfoNce(logits).ToNumber();
        Assert.Equal(clip, ContrastiveLoss.MultiPositive(logits, torch.eye(5, dtype: torch.ScalarType.Bool)).ToNumber(), 1e-12);
    }

    [Fact]
    public void MultiPositive_SeveralPositives_IsTheSumWrittenOut()
    {
        bool[,] positives = { { true, true, false, false }, { false, false, true, false }, { false, false, false, false } };
        torch.Tensor logits = Random(3, 4, 2);
        double[,] z = Values(logits);
        Assert.Equal((OneWay(z, positives) + OneWay(Transpose(z), Transpose(positives))) / 2, ContrastiveLoss.MultiPositive(logits, torch.tensor(positives)).ToNumber(), 1e-12);
    }

    [Fact]
    public void MultiPositive_NoPositiveAtAll_IsZero() =>
        Assert.Equal(0, ContrastiveLoss.MultiPositive(Random(3, 4, 2), torch.zeros([3, 4], torch.ScalarType.Bool)).ToNumber());

    [Fact]
    public void MultiPositive_OtherShape_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ContrastiveLoss.MultiPositive(Random(3, 4, 2), torch.zeros([4, 3], torch.ScalarType.Bool)));

    [Fact]
    public void InfoNce_NotSquare_IsRefused() => Assert.Throws<ArgumentException>(() => ContrastiveLoss.InfoNce(Random(3, 4, 2)));

    [Fact]
    public void SigLip_IsTheSumWrittenOut()
    {
        bool[,] positives = { { true, false, true }, { false, true, false } };
        torch.Tensor logits = Random(2, 3, 3).Times(20);
        double[,] z = Values(logits);
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                sum += Math.Log(1 + Math.Exp(positives[i, j] ? -z[i, j] : z[i, j]));
            }
        }

        Assert.Equal(sum / 2, SigLipLoss.Compute(logits, torch.tensor(positives)).ToNumber(), 1e-10);
    }

    [Fact]
    public void SupCon_IsTheSumWrittenOut()
    {
        torch.Tensor vectors = Random(5, 3, 4);
        long[] classes = [0, 0, 1, 0, 2];
        double[,] x = Values(Similarity.Unit(vectors));
        double sum = 0;
        foreach (int i in new[] { 0, 1, 3 })
        {
            double all = Enumerable.Range(0, 5).Where(a => a != i).Sum(a => Math.Exp(7 * Dot(x, i, a)));
            int[] others = [.. Enumerable.Range(0, 5).Where(p => p != i && classes[p] == classes[i])];
            sum += others.Average(p => -Math.Log(Math.Exp(7 * Dot(x, i, p)) / all));
        }

        Assert.Equal(sum / 3, SupConLoss.Compute(vectors, torch.tensor(classes), 7).ToNumber(), 1e-10);
    }

    public static TheoryData<string> Losses => ["infonce", "multi", "siglip", "supcon", "coral", "corn", "nominal"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradient_EqualsFiniteDifferences(string loss)
    {
        const double step = 1e-6;
        torch.Tensor images = Random(4, 3, 5).requires_grad_(true), texts = Random(4, 3, 6);
        torch.Tensor scale = torch.tensor(1.3, torch.ScalarType.Float64).requires_grad_(true);
        Compute(loss, images, texts, scale).backward();
        double[,] gradient = Values(images.grad!);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double difference = (At(i, j, step) - At(i, j, -step)) / (2 * step);
                Assert.Equal(difference, gradient[i, j], 1e-7);
            }
        }

        double At(int i, int j, double move)
        {
            using IDisposable mode = torch.no_grad();
            torch.Tensor moved = images.detach().clone();
            MemoryMarshal.Cast<byte, double>(moved.bytes)[(i * 3) + j] += move;
            return Compute(loss, moved, texts, scale).ToNumber();
        }
    }

    private static torch.Tensor Compute(string loss, torch.Tensor images, torch.Tensor texts, torch.Tensor scale)
    {
        torch.Tensor classes = torch.tensor(new long[] { 0, 1, 2, 1 }), weights = torch.tensor(new[] { 1.0, 0.5, 2, 1 });
        torch.Tensor positives = classes.unsqueeze(1).eq(classes.unsqueeze(0));
        return loss switch
        {
            "infonce" => ContrastiveLoss.InfoNce(Similarity.Logits(images, texts, scale)),
            "multi" => ContrastiveLoss.MultiPositive(Similarity.Logits(images, texts, scale), positives),
            "siglip" => SigLipLoss.Compute(Similarity.Logits(images, texts, scale, torch.tensor(-2.0)), positives),
            "supcon" => SupConLoss.Compute(images, classes, 5),
            "coral" => ClassLoss.Compute(PoolingTarget.Coral, images, classes, weights),
            "corn" => ClassLoss.Compute(PoolingTarget.Corn, images, classes, weights),
            _ => ClassLoss.Compute(PoolingTarget.Nominal, images, classes, weights.narrow(0, 0, 3)),
        };
    }

    private static torch.Tensor Random(int rows, int columns, ulong seed)
    {
        using torch.Generator generator = new(seed, torch.CPU);
        return torch.randn([rows, columns], torch.ScalarType.Float64, generator: generator);
    }

    private static double[,] Values(torch.Tensor tensor)
    {
        double[] flat = [.. tensor.detach().contiguous().data<double>()];
        double[,] values = new double[tensor.shape[0], tensor.shape[1]];
        Buffer.BlockCopy(flat, 0, values, 0, flat.Length * sizeof(double));
        return values;
    }

    private static double Dot(double[,] x, int i, int j) => Enumerable.Range(0, x.GetLength(1)).Sum(k => x[i, k] * x[j, k]);

    private static double OneWay(double[,] z, bool[,] positives)
    {
        List<double> rows = [];
        for (int i = 0; i < z.GetLength(0); i++)
        {
            int[] columns = [.. Enumerable.Range(0, z.GetLength(1))];
            int[] chosen = [.. columns.Where(j => positives[i, j])];
            if (chosen.Length > 0)
            {
                double all = columns.Sum(j => Math.Exp(z[i, j]));
                rows.Add(chosen.Average(j => -Math.Log(Math.Exp(z[i, j]) / all)));
            }
        }

        return rows.Average();
    }

    private static T[,] Transpose<T>(T[,] values)
    {
        T[,] turned = new T[values.GetLength(1), values.GetLength(0)];
        for (int i = 0; i < values.GetLength(0); i++)
        {
            for (int j = 0; j < values.GetLength(1); j++)
            {
                turned[j, i] = values[i, j];
            }
        }

        return turned;
    }
}
