namespace CtVlm.MLNet.Phantoms.Tests;

public sealed class ScannerTests
{
    private static readonly Habitus Body = Habitus.Draw(RandomStream.For(1, 1, "anatomy"));

    [Theory]
    [InlineData(PhantomAcquisition.Standard, 8, 18, 1.04f, 1.20f)]
    [InlineData(PhantomAcquisition.Shifted, 14, 26, 1.02f, 1.32f)]
    public void Draw_Acquisition_StaysInItsRanges(PhantomAcquisition acquisition, float lowNoise, float highNoise, float lowMargin, float highMargin)
    {
        foreach (Scan scan in Draw(acquisition))
        {
            Assert.InRange(scan.NoiseHu, lowNoise, highNoise);
            Assert.InRange(scan.PixelMm * 192 / (2 * Body.HalfWidthMm), lowMargin - 1e-4f, highMargin + 1e-4f);
        }
    }

    [Fact]
    public void Draw_Standard_CoversTheAbdomenWithAnyNumberOfSlices()
    {
        foreach (int slices in new[] { 16, 64, 200 })
        {
            Scan scan = Scan.Draw(RandomStream.For(1, 1, "scan"), Body, new PhantomOptions { SliceCount = slices });
            Assert.Equal(Body.HeightMm + 18, scan.StepMm * slices, 0.01f);
        }
    }

    [Fact]
    public void Draw_Shifted_UsesFourSliceSteps() =>
        Assert.Equal([3.6f, 4f, 5f, 5.5f], Draw(PhantomAcquisition.Shifted).Select(scan => scan.StepMm).Distinct().Order());

    // Two scans that differ only in their noise: half of the variance of the difference is the noise.
    [Fact]
    public void Run_TwoNoiseStreams_DifferByTheNoiseOfTheScan()
    {
        PhantomCase plan = PhantomCase.Draw(5, 2);
        Scan scan = plan.DrawScans(new PhantomOptions { ImageSize = 96, SliceCount = 12 })[0];
        (short[] first, byte[] mask) = Scanner.Run(RandomStream.For(5, 2, "a"), plan.Abdomen, plan.Lesions, scan);
        (short[] second, byte[] again) = Scanner.Run(RandomStream.For(5, 2, "b"), plan.Abdomen, plan.Lesions, scan);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < first.Length; i++)
        {
            int x = i % 96, y = i / 96 % 96;
            if (x is > 43 and < 53 && y is > 43 and < 53 && first[i] > -900)
            {
                sum += (first[i] - second[i]) * (first[i] - second[i]) / 2.0;
                count++;
            }
        }

        // The middle of the body is noisier by 15 percent.
        Assert.Equal(1.15 * scan.NoiseHu, Math.Sqrt(sum / count), 0.12 * scan.NoiseHu);
        Assert.Equal(mask, again);
    }

    [Fact]
    public void Run_OutsideTheCircle_IsTheLowestValue()
    {
        PhantomCase plan = PhantomCase.Draw(5, 2);
        Scan scan = plan.DrawScans(new PhantomOptions { ImageSize = 64, SliceCount = 8 })[0];
        (short[] hu, _) = Scanner.Run(RandomStream.For(5, 2, "a"), plan.Abdomen, plan.Lesions, scan);
        for (int i = 0; i < hu.Length; i++)
        {
            double x = (i % 64) - 31.5, y = (i / 64 % 64) - 31.5;
            if ((x * x) + (y * y) > 32 * 32)
            {
                Assert.Equal(Scanner.Lowest, hu[i]);
            }
        }
    }

    private static Scan[] Draw(PhantomAcquisition acquisition) =>
        [.. Enumerable.Range(0, 200).Select(i => Scan.Draw(RandomStream.For(3, i, "scan"), Body, new PhantomOptions { Acquisition = acquisition }))];
}
