using System.Globalization;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using SkiaSharp;

namespace ZeroShot;

/// <summary>Draws the scored slices side by side, each with its likeliest class below, and the volume's last.</summary>
internal sealed class SliceStrip
{
    private const int Tile = 224;
    private const int Caption = 52;
    private const int Margin = 8;

    // Told apart by people who do not see red and green alike.
    private static readonly SKColor[] s_colours = [new(86, 180, 233), new(230, 159, 0), new(0, 158, 115), new(204, 121, 167), new(240, 228, 66)];

    private readonly CtVolume _volume;
    private readonly CtRendering _rendering;
    private readonly string[] _classes;

    public SliceStrip(CtVolume volume, CtRendering rendering, string[] classes)
    {
        _volume = volume;
        _rendering = rendering;
        _classes = classes;
    }

    public void Write(ScoredSeries series, int[] slices, string footer, string path)
    {
        int width = Margin + (slices.Length * (Tile + Margin));
        using var surface = SKSurface.Create(new SKImageInfo(width, Tile + (2 * Caption) + (2 * Margin)));
        surface.Canvas.Clear(new SKColor(24, 24, 24));
        for (int i = 0; i < slices.Length; i++)
        {
            int left = Margin + (i * (Tile + Margin));
            DrawSlice(surface.Canvas, slices[i], left);
            int count = _classes.Length;
            Span<float> scores = series.SliceScores.AsSpan(i * count, count);
            DrawCaption(surface.Canvas, left, Margin + Tile, $"slice {slices[i]}", series.SliceAnswers[i], Max(scores));
        }

        DrawCaption(surface.Canvas, Margin, Margin + Tile + Caption, "volume", series.Answer, Max(series.Score));
        PixelFont.Draw(surface.Canvas, footer, Margin + Tile + Margin, Margin + Tile + Caption + 24, 2, SKColors.Gray);
        Save(surface, path);
    }

    private static float Max(ReadOnlySpan<float> scores) => System.Numerics.Tensors.TensorPrimitives.Max(scores);

    private static void Save(SKSurface surface, string path)
    {
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        using FileStream file = File.Create(path);
        png.SaveTo(file);
    }

    private void DrawSlice(SKCanvas canvas, int slice, int left)
    {
        float[] hu = new float[_volume.Rows * _volume.Columns];
        _volume.ReadSlice(slice, hu);
        using SKBitmap bitmap = ToBitmap(CtRenderer.RenderPreview(hu, _volume.Rows, _volume.Columns, _rendering));

        // The physical shape of the slice decides, not its number of pixels.
        double heightMm = _volume.Rows * _volume.Geometry.SpacingMm[1], widthMm = _volume.Columns * _volume.Geometry.SpacingMm[2];
        float scale = (float)(Tile / Math.Max(heightMm, widthMm));
        canvas.DrawBitmap(bitmap, SKRect.Create(left, Margin, (float)widthMm * scale, (float)heightMm * scale), new SKSamplingOptions(SKFilterMode.Linear));
    }

    private void DrawCaption(SKCanvas canvas, int left, int top, string what, string answer, float probability)
    {
        PixelFont.Draw(canvas, what, left, top + 8, 1, SKColors.LightGray);
        SKColor colour = s_colours[Math.Max(0, Array.IndexOf(_classes, answer)) % s_colours.Length];
        PixelFont.Draw(canvas, $"{answer} {probability.ToString("0.00", CultureInfo.InvariantCulture)}", left, top + 24, 2, colour);
    }

    // [H, W, 3] -> a bitmap.
    private SKBitmap ToBitmap(byte[] rgb)
    {
        var bitmap = new SKBitmap(_volume.Columns, _volume.Rows, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < _volume.Rows; y++)
        {
            for (int x = 0; x < _volume.Columns; x++)
            {
                int i = 3 * ((y * _volume.Columns) + x);
                bitmap.SetPixel(x, y, new SKColor(rgb[i], rgb[i + 1], rgb[i + 2]));
            }
        }

        return bitmap;
    }
}
