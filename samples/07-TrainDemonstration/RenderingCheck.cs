using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;
using TorchSharp;

namespace TrainDemonstration;

/// <summary>Compares the pixels that training sees with those that the package's renderer makes of the same slice.</summary>
internal static class RenderingCheck
{
    /// <summary>The largest difference over a whole slice and a window of it, on the -1..1 scale.</summary>
    public static float Measure(TrainingPatient patient, int slice)
    {
        TorchRuntime.EnsureLoaded();
        int size = patient.Size, side = PatchGrid.PictureSize;
        float[] hu = [.. patient.Slice(slice).ToArray().Select(value => (float)value)];
        using CtRenderer renderer = new(CtRendering.EnterographyRgb(), EncoderFolderWriter.Preprocessing, torch.CPU);
        using torch.Tensor expected = renderer.Render(hu, 1, size, size);
        float[] whole = [.. expected.data<float>()];
        PatchGrid window = new(5, 9, PatchGrid.WindowSide);
        return Math.Max(Compare(patient, slice, PatchGrid.Whole, whole, side), Compare(patient, slice, window, whole, side));
    }

    private static float Compare(TrainingPatient patient, int slice, PatchGrid grid, float[] whole, int side)
    {
        float[] pixels = new float[3 * grid.Pixels * grid.Pixels];
        RandomStream unused = RandomStream.For(1, 1, "no noise");
        new SquareRenderer(patient.Size, CtRendering.EnterographyRgb()).Render(patient.Slice(slice), Augmentation.None, grid, unused, pixels);
        float largest = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            int channel = i / (grid.Pixels * grid.Pixels), row = i / grid.Pixels % grid.Pixels, column = i % grid.Pixels;
            int at = (((channel * side) + (grid.Row * PatchGrid.PatchSize) + row) * side) + (grid.Column * PatchGrid.PatchSize) + column;
            largest = Math.Max(largest, Math.Abs(pixels[i] - whole[at]));
        }

        return largest;
    }
}
