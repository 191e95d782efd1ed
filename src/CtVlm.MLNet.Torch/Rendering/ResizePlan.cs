namespace CtVlm.MLNet.Torch;

/// <summary>How a slice of one size becomes the encoder's square.</summary>
/// <param name="Vertical">What happens to the rows' number.</param>
/// <param name="Horizontal">What happens to the columns' number.</param>
/// <remarks>
/// <b>Source:</b> the long side is int(S * long / short) in torchvision and transformers alike; crop offsets as <see cref="CropRounding"/> says.
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
        bool squashes = preprocessing.Resize == ResizeMode.Squash;
        int shortest = Math.Min(rows, columns);
        return new(Axis(rows, squashes ? rows : shortest, preprocessing), Axis(columns, squashes ? columns : shortest, preprocessing));
    }

    // `unit` is the length that becomes the resize size.
    private static ResizeAxis Axis(int length, int unit, VisionPreprocessing preprocessing)
    {
        int size = preprocessing.ImageSize;
        int resized = checked((int)((long)(preprocessing.ResizeSize ?? size) * length / unit));
        int margin = resized - size;

        // margin / 2 ends in a half for odd margins only; to even then means up where the whole part is odd.
        int floor = margin / 2;
        bool up = preprocessing.CropRounding == CropRounding.HalfToEven && margin % 2 == 1 && floor % 2 == 1;
        return new(length, resized, up ? floor + 1 : floor, size);
    }
}
