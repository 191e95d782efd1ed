using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using SkiaSharp;

namespace InspectYourFolder;

/// <summary>Draws chosen slices of a series, one a column: a row for each window, and a last one for the windows as red, green and blue.</summary>
internal static class ContactSheet
{
    private const int Tile = 256;
    private const int Margin = 8;

    public static void Write(CtVolume volume, CtRendering rendering, string path)
    {
        int[] slices = rendering.Slices.GetIndices(volume.SliceCount, volume.Geometry.SpacingMm[0]);
        List<CtRendering> rows = [.. rendering.Windows.Select(window => rendering with { Windows = [window] }), rendering];
        int width = Margin + (slices.Length * (Tile + Margin));
        int height = Margin + (rows.Count * (Tile + Margin));
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(new SKColor(24, 24, 24));
        for (int row = 0; row < rows.Count; row++)
        {
            DrawRow(surface.Canvas, volume, slices, rows[row], Margin + (row * (Tile + Margin)));
        }

        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        using FileStream file = File.Create(path);
        png.SaveTo(file);
    }

    private static void DrawRow(SKCanvas canvas, CtVolume volume, int[] slices, CtRendering rendering, int top)
    {
        float[] hu = new float[volume.Rows * volume.Columns];
        for (int i = 0; i < slices.Length; i++)
        {
            volume.ReadSlice(slices[i], hu);
            using SKBitmap bitmap = ToBitmap(CtRenderer.RenderPreview(hu, volume.Rows, volume.Columns, rendering), volume.Rows, volume.Columns);
            canvas.DrawBitmap(bitmap, Fit(Margin + (i * (Tile + Margin)), top, volume), new SKSamplingOptions(SKFilterMode.Linear));
        }
    }

    // The physical shape of the slice decides, not its number of pixels.
    private static SKRect Fit(int left, int top, CtVolume volume)
    {
        double heightMm = volume.Rows * volume.Geometry.SpacingMm[1], widthMm = volume.Columns * volume.Geometry.SpacingMm[2];
        float scale = (float)(Tile / Math.Max(heightMm, widthMm));
        return SKRect.Create(left, top, (float)widthMm * scale, (float)heightMm * scale);
    }

    // [H, W, 3] -> a bitmap.
    private static SKBitmap ToBitmap(byte[] rgb, int rows, int columns)
    {
        var bitmap = new SKBitmap(columns, rows, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                int i = 3 * ((y * columns) + x);
                bitmap.SetPixel(x, y, new SKColor(rgb[i], rgb[i + 1], rgb[i + 2]));
            }
        }

        return bitmap;
    }
}
