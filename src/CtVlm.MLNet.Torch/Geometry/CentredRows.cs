using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Training rows less their mean, in torch and in double.</summary>
/// <param name="Rows">(N, D); belongs to the scope it was made in.</param>
/// <param name="Mean">D values.</param>
internal sealed record CentredRows(Tensor Rows, double[] Mean)
{
    private const int ValuesAtOnce = 1 << 26;

    /// <summary>N.</summary>
    public int Count => (int)Rows.shape[0];

    /// <summary>D.</summary>
    public int Width => (int)Rows.shape[1];

    /// <summary>The mean in single precision, for an <see cref="AffineStep"/>.</summary>
    public float[] MeanSingles => [.. Mean.Select(m => (float)m)];

    /// <summary>Carries rows (N, D) to torch and centres them there.</summary>
    public static CentredRows Load(ProjectionData data)
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = Load(data.Rows.Span, data.Width);
        Tensor mean = rows.mean([0]); // (D)
        return new CentredRows(rows.sub_(mean).MoveToOuterDisposeScope(), mean.data<double>().ToArray());
    }

    /// <summary>Rows (N, D) in torch, in double.</summary>
    public static Tensor Load(ReadOnlySpan<float> rows, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor singles = empty([rows.Length], ScalarType.Float32);

        // In parts, for a span of bytes ends at 2 GB.
        for (int start = 0; start < rows.Length; start += ValuesAtOnce)
        {
            int length = Math.Min(ValuesAtOnce, rows.Length - start);
            using Tensor part = singles.narrow(0, start, length);
            MemoryMarshal.AsBytes(rows.Slice(start, length)).CopyTo(part.bytes);
        }

        return singles.to(ScalarType.Float64).view(-1, width).MoveToOuterDisposeScope();
    }
}
