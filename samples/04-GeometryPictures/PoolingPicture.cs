using CtVlm.MLNet.Torch;

namespace GeometryPictures;

/// <summary>Draws what a pooling makes of the toy bag: the slices and where the pooled vector lands, and the slice weights along z, or the pooled values.</summary>
internal static class PoolingPicture
{
    private const int MaxBars = 40;

    /// <summary>The picture.</summary>
    /// <param name="name">Name of the pooling.</param>
    /// <param name="trained">What it has learnt; null where there is nothing to learn.</param>
    public static string Draw(string name, FittedPooling? trained)
    {
        SlicePooling pooling = SlicePooling.Parse(name);
        float[] pooled = new float[pooling.GetOutputWidth(ToyBags.Width)];
        float[] weights = new float[pooling.HasSliceWeights ? ToyBags.Slices : 0];
        if (trained is null)
        {
            pooling.Pool(ToyBags.Shown, ToyBags.Width, pooled);
        }
        else
        {
            trained.Pool(ToyBags.Shown, ToyBags.PositionsMm, pooled, weights);
        }

        var picture = new Picture();
        DrawSlices(picture, pooled);
        if (weights.Length > 0)
        {
            DrawWeights(picture, weights);
        }
        else
        {
            DrawValues(picture, pooled);
        }

        return picture.Finish();
    }

    private static void DrawSlices(Picture picture, float[] pooled)
    {
        double[] x = [.. Enumerable.Range(0, ToyBags.Slices).Select(i => (double)ToyBags.Shown[i * ToyBags.Width])];
        double[] y = [.. Enumerable.Range(0, ToyBags.Slices).Select(i => (double)ToyBags.Shown[(i * ToyBags.Width) + 1])];
        bool lands = pooled.Length == ToyBags.Width;
        Panel panel = lands ? Picture.Left([.. x, pooled[0]], [.. y, pooled[1]]) : Picture.Left(x, y);
        picture.Frame(panel, lands ? "slices; cross: the pooled vector" : "slices (width changes: no cross)", "value 1 across, value 2 up");
        for (int slice = 0; slice < ToyBags.Slices; slice++)
        {
            Mark(picture, panel.X(x[slice]), panel.Y(y[slice]), slice);
        }

        if (lands)
        {
            picture.Cross(panel.X(pooled[0]), panel.Y(pooled[1]));
        }
    }

    private static void DrawWeights(Picture picture, float[] weights)
    {
        Panel panel = Picture.Right([0, ToyBags.PositionsMm[^1]], [0, Math.Max(.2, weights.Max())]);
        picture.Frame(panel, $"slice weights, largest {weights.Max().ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)}", $"z: 0 to {ToyBags.PositionsMm[^1]} mm");
        for (int slice = 0; slice < weights.Length; slice++)
        {
            picture.Bar(panel.X(ToyBags.PositionsMm[slice]), panel.Y(0), panel.Y(weights[slice]), 7, ToyBags.IsFinding(slice) ? Picture.Orange : Picture.Blue);
        }
    }

    private static void DrawValues(Picture picture, float[] pooled)
    {
        double[] shown = [.. pooled.Take(MaxBars).Select(v => (double)v)];
        Panel panel = Picture.Right([0, shown.Length - 1], [0, .1, .. shown]);
        picture.Frame(panel, pooled.Length > shown.Length ? $"the first {shown.Length} of {pooled.Length} pooled values" : $"the {shown.Length} pooled values", $"index 0 to {shown.Length - 1}");
        for (int i = 0; i < shown.Length; i++)
        {
            picture.Bar(panel.X(i), panel.Y(0), panel.Y(shown[i]), .6 * panel.Width / (shown.Length + 1), Picture.Green);
        }
    }

    // Slices with the finding are triangles.
    private static void Mark(Picture picture, double x, double y, int slice)
    {
        if (ToyBags.IsFinding(slice))
        {
            picture.Triangle(x, y, 5, Picture.Orange);
        }
        else
        {
            picture.Circle(x, y, 4, Picture.Blue);
        }
    }
}
