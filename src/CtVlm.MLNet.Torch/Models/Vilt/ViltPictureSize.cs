namespace CtVlm.MLNet.Torch;

/// <summary>The sizes that ViLT's processor gives to pictures, whose shape is nearly kept.</summary>
/// <param name="ShortestEdge">What the shortest side becomes before it is cut down, pixels; 1 or more.</param>
/// <param name="Divisor">Both sides are cut down to multiples of it, pixels; 1 or more.</param>
/// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/vilt/image_processing_vilt.py, get_resize_output_image_size (Apache-2.0).</remarks>
internal readonly record struct ViltPictureSize(int ShortestEdge, int Divisor)
{
    // ViLT was trained with pictures of at most 1333 pixels where the shortest side has 800.
    private const double LongestToShortest = 1333.0 / 800;

    /// <summary>What the longest side becomes at most, pixels.</summary>
    public int LongestEdge => (int)(LongestToShortest * ShortestEdge);

    /// <summary>The size of a picture after the resize.</summary>
    /// <param name="rows">Its rows, 1 or more.</param>
    /// <param name="columns">Its columns, 1 or more.</param>
    /// <returns>Multiples of <see cref="Divisor"/>; 0 where a side falls short of it, as in very flat pictures.</returns>
    public (int Rows, int Columns) For(int rows, int columns)
    {
        double scale = (double)ShortestEdge / Math.Min(rows, columns);
        (double height, double width) = rows < columns ? ((double)ShortestEdge, scale * columns) : (scale * rows, ShortestEdge);
        double longest = Math.Max(height, width);
        double shrink = longest > LongestEdge ? LongestEdge / longest : 1;
        return (CutDown(shrink * height), CutDown(shrink * width));
    }

    private int CutDown(double length) => (int)(length + 0.5) / Divisor * Divisor;
}
