using System.Runtime.InteropServices;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using SkiaSharp;

namespace CtVlm.MLNet;

/// <summary>Paints one slice as a small PNG, in the windows that the encoder was shown, in its physical shape.</summary>
internal static class ThumbnailPainter
{
    /// <summary>The file's bytes.</summary>
    /// <param name="volume">The volume; stays the caller's.</param>
    /// <param name="slice">z.</param>
    /// <param name="rendering">The windows.</param>
    /// <param name="side">Longer side in pixels.</param>
    public static byte[] Paint(CtVolume volume, int slice, CtRendering rendering, int side)
    {
        byte[] rgb = CtRenderer.RenderPreview(volume, slice, rendering);
        double heightMm = volume.Rows * volume.Geometry.SpacingMm[1], widthMm = volume.Columns * volume.Geometry.SpacingMm[2];
        double scale = side / Math.Max(heightMm, widthMm);
        SKImageInfo size = new(Math.Max(1, (int)Math.Round(widthMm * scale)), Math.Max(1, (int)Math.Round(heightMm * scale)), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKSurface surface = SKSurface.Create(size);
        using SKImage picture = ToImage(rgb, volume.Rows, volume.Columns);
        surface.Canvas.DrawImage(picture, SKRect.Create(size.Width, size.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using SKImage small = surface.Snapshot();
        using SKData png = small.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    // [H, W, 3] -> four bytes a pixel
    private static SKImage ToImage(byte[] rgb, int rows, int columns)
    {
        byte[] pixels = new byte[4 * rows * columns];
        for (int i = 0; i < rows * columns; i++)
        {
            pixels[4 * i] = rgb[3 * i];
            pixels[(4 * i) + 1] = rgb[(3 * i) + 1];
            pixels[(4 * i) + 2] = rgb[(3 * i) + 2];
            pixels[(4 * i) + 3] = byte.MaxValue;
        }

        SKImageInfo info = new(columns, rows, SKColorType.Rgba8888, SKAlphaType.Opaque);
        GCHandle pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            return SKImage.FromPixelCopy(info, pinned.AddrOfPinnedObject(), 4 * columns);
        }
        finally
        {
            pinned.Free();
        }
    }
}
