using System.Numerics.Tensors;
using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;

namespace TrainDemonstration;

/// <summary>
/// Makes the encoder's pixels of a part of a slice, changed by an augmentation: the same numbers as the package's own renderer where nothing is changed, but only for the patches
/// asked for. An instance serves one thread at a time.
/// </summary>
internal sealed class SquareRenderer
{
    private const float OutsideHu = -1024;

    private readonly int _size;
    private readonly int[] _starts;
    private readonly float[][] _weights;
    private readonly (float Origin, float Width)[] _windows;
    private readonly float[] _hu;
    private readonly float[] _window;
    private readonly float[] _rows;

    /// <summary>A renderer of square slices.</summary>
    /// <param name="size">Rows and columns of a slice.</param>
    /// <param name="rendering">The windows: three.</param>
    public SquareRenderer(int size, CtRendering rendering)
    {
        _size = size;
        ResizeTaps taps = ResizeTaps.For(new ResizeAxis(size, PatchGrid.PictureSize, 0, PatchGrid.PictureSize), ResizeFilter.Bicubic);
        _starts = [.. taps.Starts];
        _weights = [.. taps.Weights.Select(w => Array.ConvertAll(w, x => (float)x))];
        _windows = [.. rendering.Windows.Select(w => ((float)(w.LevelHu - (w.WidthHu / 2)), (float)w.WidthHu))];
        _hu = new float[size * size];
        _window = new float[size * size];
        _rows = new float[PatchGrid.PictureSize * size];
    }

    /// <summary>Renders.</summary>
    /// <param name="slice">HU, row by row.</param>
    /// <param name="change">The augmentation.</param>
    /// <param name="grid">Which patches.</param>
    /// <param name="noise">Where the augmentation's noise comes from.</param>
    /// <param name="pixels">Takes the square (3, S, S), in -1..1.</param>
    public void Render(ReadOnlySpan<short> slice, Augmentation change, PatchGrid grid, RandomStream noise, Span<float> pixels)
    {
        (int top, int bottom) = Read(grid.Row * PatchGrid.PatchSize, grid.Pixels);
        (int left, int right) = Read(grid.Column * PatchGrid.PatchSize, grid.Pixels);
        int height = bottom - top, width = right - left;
        Span<float> hu = _hu.AsSpan(0, height * width);
        Sample(slice, change, top, left, width, hu);
        AddNoise(hu, change.NoiseHu, noise);
        int area = grid.Pixels * grid.Pixels;
        for (int c = 0; c < _windows.Length; c++)
        {
            Span<float> window = _window.AsSpan(0, hu.Length);
            TensorPrimitives.Subtract(hu, _windows[c].Origin, window);
            TensorPrimitives.Divide(window, _windows[c].Width, window);
            TensorPrimitives.Min(window, 1, window);
            TensorPrimitives.Max(window, 0, window);
            Resize(window, (top, left, width), grid, pixels.Slice(c * area, area));
        }
    }

    // The rows, or columns, of the slice that some of the picture's depend on.
    private (int First, int End) Read(int first, int count)
    {
        int last = first + count - 1;
        return (_starts[first], _starts[last] + _weights[last].Length);
    }

    private void Sample(ReadOnlySpan<short> slice, Augmentation change, int top, int left, int width, Span<float> hu)
    {
        (float x0, float xx, float xy, float y0, float yx, float yy) = change.Backward(_size);
        for (int i = 0; i < hu.Length / width; i++)
        {
            float x = x0 + (xy * (top + i)) + (xx * left), y = y0 + (yy * (top + i)) + (yx * left);
            Span<float> row = hu.Slice(i * width, width);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = (Interpolate(slice, x, y) * change.Gain) + change.OffsetHu;
                x += xx;
                y += yx;
            }
        }
    }

    private float Interpolate(ReadOnlySpan<short> slice, float x, float y)
    {
        int column = (int)MathF.Floor(x), row = (int)MathF.Floor(y);
        if ((uint)column >= (uint)(_size - 1) || (uint)row >= (uint)(_size - 1))
        {
            return Edge(slice, (int)MathF.Round(x), (int)MathF.Round(y));
        }

        float a = x - column, b = y - row;
        int at = (row * _size) + column;
        float upper = slice[at] + (a * (slice[at + 1] - slice[at])), lower = slice[at + _size] + (a * (slice[at + _size + 1] - slice[at + _size]));
        return upper + (b * (lower - upper));
    }

    private float Edge(ReadOnlySpan<short> slice, int column, int row) =>
        (uint)column < (uint)_size && (uint)row < (uint)_size ? slice[(row * _size) + column] : OutsideHu;

    private static void AddNoise(Span<float> hu, float deviation, RandomStream noise)
    {
        if (deviation == 0)
        {
            return;
        }

        for (int i = 0; i < hu.Length; i++)
        {
            hu[i] += deviation * noise.FastNormal();
        }
    }

    private void Resize(ReadOnlySpan<float> window, (int Top, int Left, int Width) read, PatchGrid grid, Span<float> pixels)
    {
        int side = grid.Pixels, firstRow = grid.Row * PatchGrid.PatchSize, firstColumn = grid.Column * PatchGrid.PatchSize;
        Span<float> rows = _rows.AsSpan(0, side * read.Width);
        rows.Clear();
        for (int i = 0; i < side; i++)
        {
            Span<float> row = rows.Slice(i * read.Width, read.Width);
            float[] weights = _weights[firstRow + i];
            int start = _starts[firstRow + i] - read.Top;
            for (int k = 0; k < weights.Length; k++)
            {
                TensorPrimitives.MultiplyAdd(window.Slice((start + k) * read.Width, read.Width), weights[k], row, row);
            }
        }

        for (int j = 0; j < side; j++)
        {
            float[] weights = _weights[firstColumn + j];
            int start = _starts[firstColumn + j] - read.Left;
            for (int i = 0; i < side; i++)
            {
                ReadOnlySpan<float> inputs = rows.Slice((i * read.Width) + start, weights.Length);
                float sum = 0;
                for (int k = 0; k < weights.Length; k++)
                {
                    sum += inputs[k] * weights[k];
                }

                // Brightness 0..1 becomes -1..1: mean and deviation of the encoder's pixels are 0.5.
                pixels[(i * side) + j] = (2 * Math.Clamp(sum, 0, 1)) - 1;
            }
        }
    }
}
