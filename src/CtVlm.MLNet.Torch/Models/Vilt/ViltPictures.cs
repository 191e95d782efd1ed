using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Normalised pictures of several sizes in one tensor.</summary>
/// <param name="Pixels">(N, 3, H, W), float32: each picture at the top left, zeros on the rest, which is the mean's brightness and not black.</param>
/// <param name="Mask">(N, H, W), uint8: 1 on a picture, 0 on its padding.</param>
/// <remarks>
/// H and W are those of the tallest and of the widest picture. Resized in 8 bits as Pillow does, whatever the rendering of slices does.
/// <b>Source:</b> huggingface/transformers, src/transformers/models/vilt/image_processing_vilt.py (Apache-2.0).
/// </remarks>
internal sealed record ViltPictures(Tensor Pixels, Tensor Mask)
{
    /// <summary>Resizes, normalises and pads pictures; the tensors are in the caller's scope.</summary>
    /// <param name="pictures">Levels 0..255 of any element type, (3, h, w) each; 1 picture or more.</param>
    /// <param name="size">The sizes that they get.</param>
    /// <param name="preprocessing">Filter, mean and deviation; its own size is without meaning here.</param>
    /// <exception cref="ArgumentException">There is no picture, or one is so flat that nothing of a side is left.</exception>
    public static ViltPictures Create(IReadOnlyList<Tensor> pictures, ViltPictureSize size, VisionPreprocessing preprocessing)
    {
        if (pictures.Count == 0)
        {
            throw new ArgumentException("ViLT: 1 picture or more expected, got none.", nameof(pictures));
        }

        using DisposeScope scope = NewDisposeScope();
        using PixelStage stage = new(preprocessing, eightBit: true, pictures[0].device);
        Tensor[] resized = [.. pictures.Select(picture => stage.Normalise(Resize(picture, size, preprocessing.Filter)))]; // (3, h, w) each
        (long rows, long columns) = (resized.Max(p => p.shape[1]), resized.Max(p => p.shape[2]));
        Tensor pixels = stack([.. resized.Select(p => Pad(p, rows, columns))]); // -> (N, 3, H, W)
        Tensor mask = stack([.. resized.Select(p => Pad(ones_like(p[0], ScalarType.Byte), rows, columns))]); // -> (N, H, W)
        return new ViltPictures(pixels.MoveToOuterDisposeScope(), mask.MoveToOuterDisposeScope());
    }

    private static Tensor Resize(Tensor picture, ViltPictureSize size, ResizeFilter filter)
    {
        (int Rows, int Columns) from = ((int)picture.shape[1], (int)picture.shape[2]);
        (int Rows, int Columns) to = size.For(from.Rows, from.Columns);
        if (to.Rows == 0 || to.Columns == 0)
        {
            throw new ArgumentException(
                $"ViLT: a picture of {from.Rows} x {from.Columns} is too flat: with its longest side cut to {size.LongestEdge} the other has less than {size.Divisor} pixels. Crop it.", nameof(picture));
        }

        using SliceResizer resizer = new(ResizePlan.To(from, to), filter, eightBit: true, picture.device);
        return resizer.Resize(picture.unsqueeze(0)).squeeze(0).to(ScalarType.Float32).DivideInPlace(255); // (3, h, w) -> (3, h', w')
    }

    // At the bottom and on the right.
    private static Tensor Pad(Tensor part, long rows, long columns) => nn.functional.pad(part, [0, columns - part.shape[^1], 0, rows - part.shape[^2]]);
}
