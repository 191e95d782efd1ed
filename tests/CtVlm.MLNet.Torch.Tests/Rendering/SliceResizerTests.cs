using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public class SliceResizerTests
{
    public SliceResizerTests() => TorchRuntime.EnsureLoaded();

    /// <summary>Larger, smaller, equal, one pixel, very flat, and heights that Pillow takes first.</summary>
    public static TheoryData<int, int, int, int> Sizes =>
    [
        (512, 512, 224, 224),
        (97, 61, 43, 61),
        (61, 97, 61, 43),
        (40, 40, 96, 96),
        (33, 200, 64, 37),
        (200, 33, 37, 64),
        (1, 1, 5, 7),
        (1, 50, 3, 9),
        (50, 1, 9, 1),
        (7, 3, 1, 1),
        (32, 32, 32, 32),
        (90, 70, 33, 65),
    ];

    [Theory]
    [InlineData("bicubic", 32, 32)]
    [InlineData("bicubic", 43, 61)]
    [InlineData("bilinear", 32, 32)]
    [InlineData("bilinear", 43, 61)]
    public void Resize_FloatPicture_EqualsTorchAntialias(string mode, int height, int width)
    {
        float[] expected = RenderingGoldens.Preprocess.Values<float>($"out.float.{mode}.aa.{height}x{width}");
        using DisposeScope scope = torch.NewDisposeScope();
        ResizePlan plan = new(new(97, height, 0, height), new(61, width, 0, width));
        using SliceResizer resizer = new(plan, Filter(mode), eightBit: false, torch.CPU);
        torch.Tensor got = resizer.Resize(torch.tensor(RenderingGoldens.Preprocess.Values<float>("in.float"), [1, 3, 97, 61]));
        Assert.Equal([1, 3, height, width], got.shape);
        Assert.True(expected.Zip(got.contiguous().data<float>()).Max(pair => Math.Abs((double)pair.First - pair.Second)) <= 1e-5);
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(43, 61)]
    public void Resize_FloatPictureWithoutAntialias_EqualsTorch(int height, int width)
    {
        float[] expected = RenderingGoldens.Preprocess.Values<float>($"out.float.bilinear.noaa.{height}x{width}");
        using DisposeScope scope = torch.NewDisposeScope();
        ResizePlan plan = new(new(97, height, 0, height), new(61, width, 0, width));
        using SliceResizer resizer = new(plan, ResizeFilter.BilinearWithoutAntialias, eightBit: false, torch.CPU);
        torch.Tensor got = resizer.Resize(torch.tensor(RenderingGoldens.Preprocess.Values<float>("in.float"), [1, 3, 97, 61]));
        Assert.Equal([1, 3, height, width], got.shape);
        Assert.True(expected.Zip(got.contiguous().data<float>()).Max(pair => Math.Abs((double)pair.First - pair.Second)) <= 1e-5);
    }

    [Fact]
    public void Resize_EvenEightBitPictureWithoutAntialias_KeepsItsLevel()
    {
        // A sum of weights a hair under 1 would cut every level down by one.
        for (int size = 1; size < 90; size++)
        {
            double[,] picture = new double[61, 97];
            for (int i = 0; i < picture.Length; i++)
            {
                picture[i / 97, i % 97] = 255 - size;
            }

            double[,] got = Resize(picture, new(new(61, size, 0, size), new(97, 90 - size, 0, 90 - size)), ResizeFilter.BilinearWithoutAntialias, true);
            Assert.All(got.Cast<double>(), level => Assert.Equal(255 - size, level));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resize_Float_EqualsTheDefinition(int rows, int columns, int height, int width)
    {
        double[,] picture = Noise(rows, columns, 1);
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
        {
            double[,] expected = ReferenceResize.Float(picture, height, width, filter);
            Assert.True(MaxDifference(expected, Resize(picture, new(new(rows, height, 0, height), new(columns, width, 0, width)), filter, false)) <= 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resize_EightBit_EqualsTheDefinitionExactly(int rows, int columns, int height, int width)
    {
        double[,] picture = Noise(rows, columns, 255);
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
        {
            double[,] expected = ReferenceResize.EightBit(picture, height, width, filter);
            Assert.Equal(0, MaxDifference(expected, Resize(picture, new(new(rows, height, 0, height), new(columns, width, 0, width)), filter, true)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resize_WithCrop_IsTheCropOfTheWholeResize(bool eightBit)
    {
        Random random = new(7);
        for (int trial = 0; trial < 25; trial++)
        {
            (int rows, int columns) = (random.Next(1, 90), random.Next(1, 90));
            (int height, int width) = (random.Next(1, 90), random.Next(1, 90));
            (int top, int left) = (random.Next(height), random.Next(width));
            (int keptRows, int keptColumns) = (random.Next(1, height - top + 1), random.Next(1, width - left + 1));
            double[,] picture = Noise(rows, columns, eightBit ? 255 : 1);
            double[,] whole = eightBit
                ? ReferenceResize.EightBit(picture, height, width, ResizeFilter.Bicubic)
                : ReferenceResize.Float(picture, height, width, ResizeFilter.Bicubic);
            double[,] expected = ReferenceResize.Crop(whole, top, left, keptRows, keptColumns);
            ResizePlan plan = new(new(rows, height, top, keptRows), new(columns, width, left, keptColumns));
            Assert.True(MaxDifference(expected, Resize(picture, plan, ResizeFilter.Bicubic, eightBit)) <= (eightBit ? 0 : 1e-6));
        }
    }

    [Theory]
    [InlineData(ResizeFilter.Bicubic)]
    [InlineData(ResizeFilter.Bilinear)]
    [InlineData(ResizeFilter.BilinearWithoutAntialias)]
    public void For_AnySizes_WeightsSumToOneInsideThePicture(ResizeFilter filter)
    {
        Random random = new(8);
        for (int trial = 0; trial < 200; trial++)
        {
            int input = random.Next(1, 600);
            int resized = random.Next(1, 600);
            ResizeTaps taps = ResizeTaps.For(new(input, resized, 0, resized), filter);
            Assert.Equal(resized, taps.Starts.Count);
            Assert.Equal(taps.Starts.Order(), taps.Starts);
            for (int i = 0; i < resized; i++)
            {
                Assert.Equal(1, taps.Weights[i].Sum(), 1e-12);
                Assert.InRange(taps.Starts[i], 0, input - taps.Weights[i].Length);
            }
        }
    }

    private static ResizeFilter Filter(string mode) => mode == "bicubic" ? ResizeFilter.Bicubic : ResizeFilter.Bilinear;

    private static double[,] Noise(int rows, int columns, int top)
    {
        // Black and white blocks make the bicubic kernel overshoot, so that clipping between the passes shows.
        Random random = new((rows * 1000) + columns);
        double[,] picture = new double[rows, columns];
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                double value = (y / 5 % 2) == (x / 7 % 2) ? random.Next(2) * top : random.NextDouble() * top;
                picture[y, x] = top == 255 ? Math.Floor(value) : (float)value;
            }
        }

        return picture;
    }

    private static double[,] Resize(double[,] picture, ResizePlan plan, ResizeFilter filter, bool eightBit)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SliceResizer resizer = new(plan, filter, eightBit, torch.CPU);
        torch.Tensor input = torch.tensor(picture).unsqueeze(0).unsqueeze(0);
        torch.Tensor got = resizer.Resize(eightBit ? input : input.to(torch.ScalarType.Float32));
        Assert.Equal([1, 1, plan.Vertical.Count, plan.Horizontal.Count], got.shape);
        double[] values = got.to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
        double[,] result = new double[plan.Vertical.Count, plan.Horizontal.Count];
        Buffer.BlockCopy(values, 0, result, 0, values.Length * sizeof(double));
        return result;
    }

    private static double MaxDifference(double[,] expected, double[,] got)
    {
        Assert.Equal(expected.GetLength(0), got.GetLength(0));
        Assert.Equal(expected.GetLength(1), got.GetLength(1));
        return expected.Cast<double>().Zip(got.Cast<double>()).Max(pair => Math.Abs(pair.First - pair.Second));
    }
}
