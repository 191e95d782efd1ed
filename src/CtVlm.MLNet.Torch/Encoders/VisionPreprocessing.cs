namespace CtVlm.MLNet.Torch;

/// <summary>What an encoder's own files say of the pixels it expects.</summary>
/// <param name="ImageSize">Side of the square input, pixels.</param>
/// <param name="Mean">Mean of each channel, on the 0..1 scale; 3 numbers.</param>
/// <param name="Std">Standard deviation of each channel, on the 0..1 scale; 3 numbers, all above 0.</param>
/// <param name="Resize">How a slice becomes a square.</param>
/// <param name="CropRounding">How an odd crop margin is rounded; without meaning where nothing is cropped.</param>
/// <param name="Filter">The kernel of the resize.</param>
public sealed record VisionPreprocessing(
    int ImageSize,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Std,
    ResizeMode Resize = ResizeMode.ShortestSideThenCrop,
    CropRounding CropRounding = CropRounding.Floor,
    ResizeFilter Filter = ResizeFilter.Bicubic)
{
    /// <summary>What a side is resized to before the centre is cropped to <see cref="ImageSize"/>, pixels; never below it.</summary>
    /// <value>Null: <see cref="ImageSize"/>.</value>
    public int? ResizeSize { get; init; }
}
