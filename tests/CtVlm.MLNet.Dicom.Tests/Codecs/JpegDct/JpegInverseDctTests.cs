namespace CtVlm.MLNet.Dicom.Tests;

public sealed class JpegInverseDctTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void Transform_RandomBlocks_EqualsTheSumsInDouble(int precision)
    {
        Random random = new(precision);
        float[] coefficients = new float[64];
        ushort[] samples = new ushort[64];
        for (int i = 0; i < 300; i++)
        {
            int frequencies = random.Next(1, 9);
            Array.Clear(coefficients);
            for (int k = random.Next(1, 65); k > 0; k--)
            {
                coefficients[random.Next(8 * frequencies)] = random.Next(-(1 << precision), 1 << precision) >> random.Next(precision);
            }

            JpegInverseDct.Transform(coefficients, frequencies, precision, samples);

            double[] exact = SlowDct.Inverse(Array.ConvertAll(coefficients, value => (double)value));
            for (int k = 0; k < 64; k++)
            {
                // Half a sample for rounding, and what single precision adds.
                double expected = Math.Clamp(exact[k] + (1 << (precision - 1)), 0, (1 << precision) - 1);
                Assert.InRange(samples[k] - expected, -0.505, 0.505);
            }
        }
    }

    [Theory]
    [InlineData(float.MaxValue / 64, 4095)]
    [InlineData(-float.MaxValue / 64, 0)]
    [InlineData(32767f * 65535f, 4095)]
    public void Transform_HugeCoefficients_ClampsToTheRange(float dc, ushort expected)
    {
        float[] coefficients = new float[64];
        coefficients[0] = dc;
        ushort[] samples = new ushort[64];

        JpegInverseDct.Transform(coefficients, 1, 12, samples);

        Assert.All(samples, sample => Assert.Equal(expected, sample));
    }

    [Fact]
    public void Transform_ConstantBlock_IsDcOverEightPlusHalfTheRange()
    {
        float[] coefficients = new float[64];
        coefficients[0] = -8 * 24;
        ushort[] samples = new ushort[64];

        JpegInverseDct.Transform(coefficients, 1, 8, samples);

        Assert.All(samples, sample => Assert.Equal(104, sample));
    }
}
