using System.Buffers;
using System.Numerics.Tensors;
using CtVlm.MLNet.Dicom;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Makes the pictures of a series, varied or as they are.</summary>
/// <param name="rendering">Which slices, in which windows.</param>
/// <param name="info">What the encoder expects.</param>
/// <param name="augmentation">How series are varied.</param>
/// <param name="device">Where pictures are rendered: whole HU travel to a GPU as int16, from page-locked memory.</param>
internal sealed class SeriesPictures(CtRendering rendering, VisionEncoderInfo info, CtAugmentation augmentation, torch.Device device) : IDisposable
{
    private const float AirHu = -1000;

    private readonly CtRenderer _plain = new(rendering, info.Preprocessing, device);

    /// <summary>The pictures.</summary>
    /// <param name="volume">The series.</param>
    /// <param name="random">Decides how it is varied; null leaves it as it is.</param>
    /// <returns>Normalised pixels (n, 3, S, S) on the device and the place of each picture along its normal in mm; in the caller's dispose scope.</returns>
    /// <exception cref="DicomException">The series cannot be read, or has no such slices.</exception>
    public (torch.Tensor Pixels, float[] PositionsMm) Make(CtVolume volume, Random? random)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        CtRenderer? varied = random is null || !VariesWindows ? null : new CtRenderer(VaryWindows(random), info.Preprocessing, device);
        try
        {
            Variation? variation = random is null ? null : Draw(random);
            List<torch.Tensor> parts = [];
            List<float> positions = [];
            foreach (PlaneSlices chosen in rendering.Slices.Choose(volume))
            {
                int[] indices = random is null || !augmentation.JittersSlices ? [.. chosen.Indices] : Jitter(random, chosen.Indices, VolumeReslicer.GetLength(volume, chosen.Plane));
                parts.Add(Render(varied ?? _plain, volume, chosen.Plane, indices, variation));
                positions.AddRange(indices.Select(i => VolumeReslicer.GetPositionMm(volume, chosen.Plane, i)));
            }

            return (torch.cat(parts, 0).MoveToOuterDisposeScope(), [.. positions]);
        }
        finally
        {
            varied?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _plain.Dispose();

    private bool VariesWindows => augmentation.WindowLevelHu > 0 || augmentation.WindowWidthShare > 0;

    /// <summary>Each index moves to one nearer to it than to its neighbours; the order stays.</summary>
    internal static int[] Jitter(Random random, IReadOnlyList<int> indices, int length)
    {
        int[] moved = new int[indices.Count];
        for (int i = 0; i < moved.Length; i++)
        {
            int low = i == 0 ? Math.Max(0, indices[i] - (Gap(indices, 0) / 2)) : ((indices[i - 1] + indices[i]) / 2) + 1;
            int high = i == moved.Length - 1 ? Math.Min(length - 1, indices[i] + (Gap(indices, i - 1) / 2)) : (indices[i] + indices[i + 1]) / 2;
            moved[i] = random.Next(low, Math.Max(low, high) + 1);
        }

        return moved;
    }

    private static int Gap(IReadOnlyList<int> indices, int i) => indices.Count < 2 ? 1 : indices[Math.Clamp(i, 0, indices.Count - 2) + 1] - indices[Math.Clamp(i, 0, indices.Count - 2)];

    private static double Spread(Random random, double most) => most * ((2 * random.NextDouble()) - 1);

    private Variation Draw(Random random) => new(
        (float)Spread(random, augmentation.HuOffset),
        (float)(1 + Spread(random, augmentation.HuGain)),
        Spread(random, augmentation.ShiftShare),
        Spread(random, augmentation.ShiftShare));

    private CtRendering VaryWindows(Random random) => rendering with
    {
        Windows = [.. rendering.Windows.Select(w => new HuWindow(
            w.LevelHu + Spread(random, augmentation.WindowLevelHu),
            Math.Max(1, w.WidthHu * (1 + Spread(random, augmentation.WindowWidthShare)))))],
    };

    private torch.Tensor Render(CtRenderer renderer, CtVolume volume, SlicePlane plane, int[] indices, Variation? variation)
    {
        int[] sources = rendering.NeighbourStep is int step ? NeighbourTriples.Around(indices, step, VolumeReslicer.GetLength(volume, plane)) : indices;
        (int rows, int columns) = VolumeReslicer.GetSize(volume, plane);
        int area = rows * columns, length = checked(sources.Length * area);
        float[] hu = ArrayPool<float>.Shared.Rent(length);
        try
        {
            Span<float> read = hu.AsSpan(0, length);
            Read(volume, plane, sources, area, hu);
            if (variation is Variation drawn)
            {
                Vary(read, sources.Length, rows, columns, drawn);
            }

            return ((IHuRenderer)renderer).Render(read, indices.Length, rows, columns);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(hu);
        }
    }

    private static void Read(CtVolume volume, SlicePlane plane, int[] sources, int area, float[] hu)
    {
        if (plane != SlicePlane.Axial)
        {
            VolumeReslicer.Read(volume, plane, sources, hu.AsSpan(0, sources.Length * area), CancellationToken.None);
            return;
        }

        SliceLoop.Run(sources.Length, null, i => volume.ReadSlice(sources[i], hu.AsSpan(i * area, area)), CancellationToken.None);
    }

    private static void Vary(Span<float> hu, int slices, int rows, int columns, Variation variation)
    {
        if (variation.Gain != 1 || variation.OffsetHu != 0)
        {
            // gain (x + 1000) - 1000 + offset: air stays air but for the offset.
            TensorPrimitives.Multiply(hu, variation.Gain, hu);
            TensorPrimitives.Add(hu, ((variation.Gain - 1) * -AirHu) + variation.OffsetHu, hu);
        }

        (int down, int right) = ((int)Math.Round(variation.ShiftY * rows), (int)Math.Round(variation.ShiftX * columns));
        if (down != 0 || right != 0)
        {
            for (int i = 0; i < slices; i++)
            {
                Shift(hu.Slice(i * rows * columns, rows * columns), rows, columns, down, right);
            }
        }
    }

    private static void Shift(Span<float> slice, int rows, int columns, int down, int right)
    {
        float[] before = ArrayPool<float>.Shared.Rent(slice.Length);
        slice.CopyTo(before);
        slice.Fill(AirHu);
        int width = columns - Math.Abs(right);
        for (int row = Math.Max(0, down); row < Math.Min(rows, rows + down); row++)
        {
            before.AsSpan(((row - down) * columns) + Math.Max(0, -right), width).CopyTo(slice[((row * columns) + Math.Max(0, right))..]);
        }

        ArrayPool<float>.Shared.Return(before);
    }

    private readonly record struct Variation(float OffsetHu, float Gain, double ShiftY, double ShiftX);
}
