namespace CtVlm.MLNet.Phantoms.Tests;

public sealed class GaussianFilterTests
{
    [Theory]
    [InlineData(0.35f)]
    [InlineData(0.8f)]
    [InlineData(1.2f)]
    public void Kernel_AnySigma_SumsToOneAndIsSymmetric(float sigma)
    {
        float[] kernel = GaussianFilter.Kernel(sigma);
        Assert.Equal(1, kernel.Sum(), 1e-6);
        Assert.Equal(kernel, kernel.Reverse());
    }

    // The obvious double loop is the judge; widths around the vector size test the remainder.
    [Theory]
    [InlineData(5, 3)]
    [InlineData(16, 9)]
    [InlineData(33, 21)]
    public void InPlane_AnyWidth_MatchesDirectConvolution(int width, int height)
    {
        RandomStream random = RandomStream.For(1, width, "test");
        float[] image = [.. Enumerable.Range(0, width * height).Select(_ => random.Normal(0, 100))];
        float[] kernel = GaussianFilter.Kernel(0.9f);
        float[] expected = Direct(image, width, height, kernel);
        GaussianFilter.InPlane(image, width, height, kernel, new float[image.Length]);
        for (int i = 0; i < image.Length; i++)
        {
            Assert.Equal(expected[i], image[i], 1e-3);
        }
    }

    private static float[] Direct(float[] image, int width, int height, float[] kernel)
    {
        int radius = kernel.Length / 2;
        float[] result = new float[image.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double sum = 0;
                for (int j = -radius; j <= radius; j++)
                {
                    for (int i = -radius; i <= radius; i++)
                    {
                        int row = Math.Clamp(y + j, 0, height - 1), column = Math.Clamp(x + i, 0, width - 1);
                        sum += kernel[j + radius] * kernel[i + radius] * image[(row * width) + column];
                    }
                }

                result[(y * width) + x] = (float)sum;
            }
        }

        return result;
    }
}
