namespace CtVlm.MLNet.Torch;

/// <summary>How a slice of one size becomes the encoder's square, or another picture.</summary>
/// <param name="Vertical">What happens to the rows' number.</param>
/// <param name="Horizontal">What happens to the columns' number.</param>
/// <remarks>
/// <b>Source:</b> the long side is int(S * long / short) in torchvision and transformers alike; crop offsets as <see cref="CropRounding"/> says.
/// Where the longest side becomes S, the short one is that of open_clip's ResizeKeepRatio (MIT): short / (long / S), half to even.
/// </remarks>
internal readonly record struct ResizePlan(ResizeAxis Vertical, ResizeAxis Horizontal)
{
    /// <summary>
    /// Whether the columns are resized before the rows. Between 8-bit passes the order shows in the result. Pillow 13 goes vertically first
    /// when the height shrinks by more than twice what the width does.
    /// </summary>
    public bool VerticalFirst => Vertical.Input > Vertical.Resized
        && Vertical.Input - Vertical.Resized > 2L * (Horizontal.Input - Horizontal.Resized);

    /// <summary>Plans the resize of slices of one size.</summary>
    /// <param name="rows">H, 1 or more.</param>
    /// <param name="columns">W, 1 or more.</param>
    /// <param name="preprocessing">What the encoder expects.</param>
    /// <returns>The plan.</returns>
    public static ResizePlan For(int rows, int columns, VisionPreprocessing preprocessing)
    {
        int size = preprocessing.ResizeSize ?? preprocessing.ImageSize;
        (int height, int width) = preprocessing.Resize switch
        {
            ResizeMode.Squash => (size, size),
            ResizeMode.LongestSideThenPad => (Fit(rows, Math.Max(rows, columns), size), Fit(columns, Math.Max(rows, columns), size)),
            _ => (Scale(rows, Math.Min(rows, columns), size), Scale(columns, Math.Min(rows, columns), size)),
        };
        return new(Axis(rows, height, preprocessing), Axis(columns, width, preprocessing));
    }

    /// <summary>Plans a resize to a size, without cut and without margins.</summary>
    /// <param name="from">Rows and columns of the picture, 1 or more each.</param>
    /// <param name="to">Rows and columns wanted, 1 or more each.</param>
    /// <returns>The plan.</returns>
    public static ResizePlan To((int Rows, int Columns) from, (int Rows, int Columns) to) =>
        new(new(from.Rows, to.Rows, 0, to.Rows), new(from.Columns, to.Columns, 0, to.Columns));

    private static int Scale(int length, int shortest, int size) => checked((int)((long)size * length / shortest));

    // A very flat picture keeps a row: rounded to none there would be nothing to see, and Pillow refuses it.
    private static int Fit(int length, int longest, int size) =>
        Math.Max(1, (int)Math.Round(length / ((double)longest / size), MidpointRounding.ToEven));

    private static ResizeAxis Axis(int length, int resized, VisionPreprocessing preprocessing)
    {
        int size = preprocessing.ImageSize;
        int margin = resized - size;
        if (margin < 0)
        {
            return new(length, resized, 0, resized, -margin / 2, (1 - margin) / 2);
        }

        // margin / 2 ends in a half for odd margins only; to even then means up where the whole part is odd.
        int floor = margin / 2;
        bool up = preprocessing.CropRounding == CropRounding.HalfToEven && margin % 2 == 1 && floor % 2 == 1;
        return new(length, resized, up ? floor + 1 : floor, size);
    }
}
