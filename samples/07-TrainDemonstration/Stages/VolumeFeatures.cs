using System.Diagnostics;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace TrainDemonstration;

/// <summary>The class tokens' vectors of evenly spaced slices of each patient, from a tower that no longer changes.</summary>
internal sealed class VolumeFeatures
{
    private VolumeFeatures(float[] values, int slices, int width)
    {
        Values = values;
        Slices = slices;
        Width = width;
        Deviations = Measure(values, width);
    }

    /// <summary>(P, S, D), patients in their order.</summary>
    public float[] Values { get; }

    /// <summary>Slices S of a patient.</summary>
    public int Slices { get; }

    /// <summary>Width D.</summary>
    public int Width { get; }

    /// <summary>Standard deviation of each of the D values over all slices.</summary>
    public float[] Deviations { get; }

    /// <summary>Runs the tower.</summary>
    public static VolumeFeatures Make(DemonstrationNetwork network, IReadOnlyList<TrainingPatient> patients, int slices)
    {
        int width = network.Config.Vision.Tower.Width, size = patients[0].Size;
        float[] values = new float[patients.Count * slices * width];
        using IDisposable noGrad = no_grad();
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(), EncoderFolderWriter.Preprocessing, CPU);
        float[] hu = new float[slices * size * size];
        Stopwatch watch = Stopwatch.StartNew();
        for (int p = 0; p < patients.Count; p++)
        {
            using DisposeScope scope = NewDisposeScope();
            IReadOnlyList<int> chosen = SliceSelection.Uniform(slices).GetIndices(patients[p].SliceCount, 1);
            foreach ((int i, int z) in chosen.Index())
            {
                System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(patients[p].Slice(z), hu.AsSpan(i * size * size, size * size));
            }

            Tensor pixels = renderer.Render(hu, slices, size, size);
            Tensor pooled = network.Vision.forward(pixels, EmbeddingPoint.Pooled, null); // (S, 3, H, W) -> (S, D)
            pooled.data<float>().CopyTo(values, p * slices * width);
            if ((p + 1) % 100 == 0)
            {
                Console.WriteLine($"volumes: {p + 1} of {patients.Count} embedded, {(p + 1) * slices / watch.Elapsed.TotalSeconds:F0} slices/s");
            }
        }

        return new VolumeFeatures(values, slices, width);
    }

    private static float[] Measure(float[] values, int width)
    {
        double[] sums = new double[width], squares = new double[width];
        for (int i = 0; i < values.Length; i++)
        {
            sums[i % width] += values[i];
            squares[i % width] += (double)values[i] * values[i];
        }

        double rows = values.Length / width;
        return [.. sums.Zip(squares, (sum, square) => (float)Math.Sqrt(Math.Max(0, (square / rows) - (sum / rows * sum / rows))))];
    }
}
